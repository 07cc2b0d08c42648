"""What decides about channels: limits and rules, each declared once; what is ours is said to be."""
