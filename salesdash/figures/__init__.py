"""QUESTION → FIGURE: where answers, findings and charts meet."""
