"""What may go wrong, who owns it, and what is overdue."""
