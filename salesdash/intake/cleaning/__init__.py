"""Recognised columns → typed rows, and the account of every row."""
