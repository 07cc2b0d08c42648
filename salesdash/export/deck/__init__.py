"""A report as slides that can be edited, and next week's report in the slides that were."""
