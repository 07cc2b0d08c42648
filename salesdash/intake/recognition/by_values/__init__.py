"""Fields that a table needs and no header names, found by what stands in the columns."""
