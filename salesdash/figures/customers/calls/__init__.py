"""Whom to call this week: the money at stake, why, and what to do next."""
