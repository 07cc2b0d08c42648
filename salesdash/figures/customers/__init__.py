"""Who the customers are, who is leaving, and on how few the sales hang."""
