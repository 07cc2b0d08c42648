"""Text files and HTML tables → sheets: encoding, separators, quotes, broken bytes."""
