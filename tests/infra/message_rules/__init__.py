"""What is demanded of a message at every door."""
