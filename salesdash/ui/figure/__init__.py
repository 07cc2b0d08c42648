"""A figure on the screen: shown, traced to its rows, defined, or replaced by what is missing."""
