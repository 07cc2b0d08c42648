"""What becomes of each row: loaded, left out by a rule, put aside, doubted; and the account of all."""
