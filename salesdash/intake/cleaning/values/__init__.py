"""A recognised column → the typed values of its field, with each decision said."""
