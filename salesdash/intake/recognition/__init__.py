"""Table → its dataset, and the field of each column."""
