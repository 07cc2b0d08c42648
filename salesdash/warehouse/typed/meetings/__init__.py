"""Meetings as they go on and as they were closed: where each stands, its minutes, its frozen figures."""
