"""What is decided of single channels, products and names."""
