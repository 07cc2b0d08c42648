"""Another engine that answers what pages ask: what it reads of a version of the data, and how it is asked."""
