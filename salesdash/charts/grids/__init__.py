"""Grids of cells, each told by its colour and its number or shape."""
