"""ANSWERS → FINDINGS: pure functions."""
