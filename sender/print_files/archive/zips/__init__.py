"""The entries of a ZIP: its directory, their names, and their bytes."""
