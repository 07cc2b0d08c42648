"""The numbers that decide, each with its home, and what has to hold between them."""
