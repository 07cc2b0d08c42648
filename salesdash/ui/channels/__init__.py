"""The controls of the page of channels: which budget is moved where, and which moment is looked at."""
