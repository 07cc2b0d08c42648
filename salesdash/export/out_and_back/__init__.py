"""Workbooks that go out to be filled in and come back: plans, rows put aside, templates."""
