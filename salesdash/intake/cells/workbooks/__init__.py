"""Workbooks → sheets: values by calamine, in a process of its own, and the marks beside them."""
