"""A meeting as it goes on: its steps, its foot, its agenda, and the minutes of those that are over."""
