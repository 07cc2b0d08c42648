"""What the words around a table say of all its rows: what it is about, its time, its unit."""
