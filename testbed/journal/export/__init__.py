"""Exchanges as files: archives for other tools, and answers that a browser saves."""
