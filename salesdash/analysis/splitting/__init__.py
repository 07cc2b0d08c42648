"""A total split over periods and members, edited, re-planned, and always adding up."""
