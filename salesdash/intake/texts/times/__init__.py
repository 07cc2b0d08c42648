"""What one text says of time: a day or period, how long, and whether days stand for months."""
