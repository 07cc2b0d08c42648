"""CLEAN ROWS → ANSWERS: the only place that knows the database."""
