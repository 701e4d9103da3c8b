"""Quotes texts of the caller in the fault that refuses its signature."""

MAX_QUOTED = 200
"""Characters."""


def quote(text: object) -> str:
    """The text, shortened where it is too long to be repeated in a fault."""
    return str(text) if len(str(text)) <= MAX_QUOTED else f"{str(text)[:MAX_QUOTED]}…"
