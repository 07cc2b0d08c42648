"""Plans as they are kept: versions, their rows, which is in force when, and what became of each."""
