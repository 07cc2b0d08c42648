"""Sheet → tables of rows, however they are laid out."""
