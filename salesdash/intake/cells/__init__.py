"""File → sheets: every cell as text, whatever the format."""
