"""Which channel earns its cost, and what its prices and promotions do to the others."""
