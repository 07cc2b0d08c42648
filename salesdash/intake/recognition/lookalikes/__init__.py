"""Tables that look like ours and are something else, or may be: told by what their columns and names say."""
