"""How customers are looked after: what each tier is promised, who is behind with it, and whose they are."""
