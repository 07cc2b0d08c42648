"""From the spreadsheets that a sales team has to the figures that its meeting needs."""

__version__ = "0.9.0"
