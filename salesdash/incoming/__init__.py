"""FILES → STORE without a screen, and what the screen shares with it."""
