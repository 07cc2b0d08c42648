"""What waits for a decision over all pages, and what proves it."""
