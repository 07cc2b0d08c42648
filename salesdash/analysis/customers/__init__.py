"""Pure functions about customers: which way they moved, what their cohorts came to."""
