"""The official limits of a letter's texts that the schemas do not set, checked wherever letters come in.

Source: api-6.3.md, 4 (limits and content).
"""

from typing import Final

from infra.errors import InvalidInput
from infra.errors.explanation import Check
from infra.texts import Text

MAX_REFERENCE: Final = 50
"""Characters."""
MAX_SHOWN: Final = 20
"""Characters of a refused text that are repeated to its sender."""


def require_reference(reference: str | None) -> None:
    """A delivery's Reference is at most 50 characters.

    Raises:
        InvalidInput: it is longer (5001).
    """
    if reference is not None and len(reference) > MAX_REFERENCE:
        begins = reference[:MAX_SHOWN]
        raise InvalidInput(
            f"Reference har {len(reference)} tecken; högst {MAX_REFERENCE} får plats. Den börjar med {begins!r}.",
            f"Reference has {len(reference)} characters; at most {MAX_REFERENCE} fit. It begins with {begins!r}.",
            slug="reference-too-long",
            fix=Text(
                f"Korta Reference från {len(reference)} till högst {MAX_REFERENCE} tecken.",
                f"Shorten Reference from {len(reference)} to at most {MAX_REFERENCE} characters.",
            ),
            where="Header/Reference",
            expected=Text(f"högst {MAX_REFERENCE} tecken", f"at most {MAX_REFERENCE} characters"),
            received=str(len(reference)),
            check=Check.CONTENT,
        )
