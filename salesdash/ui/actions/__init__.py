"""Promises at work."""
