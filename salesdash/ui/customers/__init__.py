"""The controls of the pages of customers: whom to call, who is listed, which days compared, what is decided of whom."""
