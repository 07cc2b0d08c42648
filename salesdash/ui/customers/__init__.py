"""The controls of the page of customers: which names are listed, which days compared, what is decided of whom."""
