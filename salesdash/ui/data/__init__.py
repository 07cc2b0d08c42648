"""From dropped files to loaded rows, and whatever of them waits for an answer."""
