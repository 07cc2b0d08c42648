"""Which channel earns its cost: money left, what the last spend brought, conflicts, promotions."""
