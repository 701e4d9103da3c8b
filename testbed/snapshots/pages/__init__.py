"""The world in one file, in the console."""
