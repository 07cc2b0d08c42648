"""From the spreadsheets that a sales team has to the figures that its meeting needs."""
