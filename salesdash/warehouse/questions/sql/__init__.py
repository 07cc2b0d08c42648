"""What is asked of one model, as SQL with bound values: days, labels, looking back, what counts, which targets."""
