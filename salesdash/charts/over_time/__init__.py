"""Figures as they went: one small function per shape with a time axis."""
