"""One channel (or region, product …) alone: its verdict, and everything beside its peers and its past."""
