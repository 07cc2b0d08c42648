"""Which light is on, since when, and what turned it."""
