"""The journal in the console."""
