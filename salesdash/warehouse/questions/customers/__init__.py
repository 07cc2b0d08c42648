"""What the page of customers asks beside metrics: who is in a group, who moved, who stayed since when."""
