"""The relay's operations."""
