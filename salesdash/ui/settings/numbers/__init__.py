"""What the numbers mean, from where on they are good, and the rules that decide."""
