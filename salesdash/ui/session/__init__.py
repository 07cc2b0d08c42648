"""What a visitor brings and is given: address, name, clock, store, failures."""
