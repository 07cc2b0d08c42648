"""Promises: what is due, and whether it helped."""
