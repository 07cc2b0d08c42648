"""What the bar above every page is made of: period, filters, data stamp."""
