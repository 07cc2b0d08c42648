"""One customer: what happened beside when he bought, his figures, products, and what others like him buy."""
