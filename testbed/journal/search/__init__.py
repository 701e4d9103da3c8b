"""Searches the journal: the search language, and how each database finds what it asks for."""
