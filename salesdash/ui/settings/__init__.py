"""What a workspace decides for itself: calendar, spend of the running month, backups."""
