"""How customers move: between tiers, from year to year, from their first order on."""
