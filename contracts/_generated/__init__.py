"""Written by `python -m contracts.generate`."""
