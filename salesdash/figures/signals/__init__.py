"""What in the data proposes a risk, its evidence, and how often it was right."""
