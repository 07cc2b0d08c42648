"""What things mean: datasets, dimensions and metrics, each declared once, as data."""
