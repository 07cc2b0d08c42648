"""The desk at which reports are chosen and made."""
