"""Cells and columns that a table leaves blank because something else says them."""
