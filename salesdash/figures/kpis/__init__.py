"""All KPIs on one wall, and each of them looked into."""
