"""The risk register at work."""
