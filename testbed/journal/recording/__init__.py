"""Takes note of exchanges in memory and writes them in blocks, without delay for the callers."""
