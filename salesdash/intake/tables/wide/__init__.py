"""Tables with periods or members as columns → one row for each figure."""
