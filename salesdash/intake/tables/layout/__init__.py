"""Where a table stands on its sheet: its edges, its headers, its rows, what is written around it."""
