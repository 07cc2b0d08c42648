"""The figures of all pages, chosen and put in order, for those who were not there."""
