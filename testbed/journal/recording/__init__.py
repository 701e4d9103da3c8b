"""Takes note of exchanges in memory and writes them in blocks, off the way of those who call."""
