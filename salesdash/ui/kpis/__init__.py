"""What people decide and note about a KPI."""
