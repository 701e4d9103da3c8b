"""Identity numbers as people write them, at every door."""
