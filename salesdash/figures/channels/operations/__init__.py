"""What stands behind the money: prices, promotions, delivery, stock, coverage, purposes."""
