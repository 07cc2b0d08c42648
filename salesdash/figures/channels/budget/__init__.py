"""Money moved from one budget to another: what the next yuan brings, and what a move would."""
