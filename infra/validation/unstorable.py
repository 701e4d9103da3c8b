"""Values that one database takes and another refuses. They are refused wherever values come in.

PostgreSQL keeps no NUL in texts, and neither keeps half a surrogate pair. Dates at the ends of the calendar
leave it when they are turned into UTC.
"""

from datetime import datetime
from typing import Final

from infra.texts import Text

NUL: Final = "\0"
MIN_YEAR: Final = 1900
MAX_YEAR: Final = 2999
WRONG_MOMENT: Final = Text(
    f"ska ligga mellan åren {MIN_YEAR} och {MAX_YEAR}", f"must lie between the years {MIN_YEAR} and {MAX_YEAR}"
)
MAX_DIGITS: Final = 18
"""Every number of so many digits fits in 64 bits."""

_WRONG_NUL: Final = Text(
    "har tecknet NUL (U+0000), som inte kan sparas", "has the character NUL (U+0000), which cannot be stored"
)
_WRONG_SURROGATE: Final = Text(
    "har ett halvt tecken (U+D800 till U+DFFF utan sin andra hälft)",
    "has half a character (U+D800 to U+DFFF without its other half)",
)


def wrong_with_text(text: str) -> Text | None:
    """The reason that a text cannot be stored, to be read after its name; None: it can."""
    if NUL in text:
        return _WRONG_NUL
    try:
        text.encode()
    except UnicodeEncodeError:
        return _WRONG_SURROGATE
    return None


def is_storable_moment(moment: datetime) -> bool:
    """The moment can be turned into every time zone and is kept by every database."""
    return MIN_YEAR <= moment.year <= MAX_YEAR


def number_in_address(written: str) -> int | None:
    """The whole number that part of an address is; None: it is none, or none that a key can be."""
    is_number = written.isascii() and written.isdigit() and len(written) <= MAX_DIGITS
    return int(written) if is_number else None
