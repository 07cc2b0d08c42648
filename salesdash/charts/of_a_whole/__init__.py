"""What a whole is made of, how it is spread, where it is lost."""
