"""A question in the store's own SQL → the same in an engine's."""
