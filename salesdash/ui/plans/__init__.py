"""A plan on the desk: begun, typed, approved, handed out."""
