"""The sheets that people have: each a dataset, its fields, and the headers by which they come."""
