"""What a text says: a header, a number, a day, a length of time, a name."""
