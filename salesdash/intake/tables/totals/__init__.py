"""Rows and columns that sum up others or are no data, so that each figure is counted once."""
