"""What a risk is, what proposes one, what sets its plan off, and the plans of the handbook."""
