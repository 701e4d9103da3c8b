"""Consents in the console: the list, one consent with its log of uses, and the forms."""
