"""Clean rows → the store: laid beside what is there, loaded, and taken out again."""
