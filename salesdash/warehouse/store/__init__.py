"""The database itself: opened and locked down, its shape, its trail, its backups."""
