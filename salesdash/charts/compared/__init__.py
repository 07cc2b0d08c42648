"""Members or estimates beside each other."""
