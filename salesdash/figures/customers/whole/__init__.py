"""Who the customers are: their segments, everybody by name, what may still come of them."""
