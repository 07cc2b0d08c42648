"""How far a target is reached, what it still takes, and whether it can be made."""
