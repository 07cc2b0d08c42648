"""What the page of channels asks beside metrics: prices, promotions, payback, complaints, reviews."""
