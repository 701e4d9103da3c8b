"""Base64 as in XML Schema: white space is allowed anywhere, other characters outside base64 nowhere."""

import re
from typing import Final

import pybase64

_WHITE_SPACE: Final = " \t\r\n"
_NO_WHITE_SPACE: Final = str.maketrans("", "", _WHITE_SPACE)
_STRANGE: Final = re.compile(r"[^A-Za-z0-9+/= \t\r\n]")


def decode(text: str) -> bytes:
    """The octets. ValueError: the text is not base64."""
    try:
        return pybase64.b64decode(text, validate=True)
    except ValueError:
        return pybase64.b64decode(text.translate(_NO_WHITE_SPACE), validate=True)


def explain_mistake(text: str) -> tuple[str, str]:
    """The mistake, in Swedish and English, to be read after "is ". Places are counted from 1."""
    text = text.strip(_WHITE_SPACE)
    if found := _STRANGE.search(text):
        sign, place = repr(found[0]), found.start() + 1
        swedish, english = f"tecknet {sign} på plats {place}", f"the character {sign} at position {place}"
    else:
        swedish, english = "längden eller tecknen = i slutet stämmer inte", "its length or its closing = are wrong"
    return (
        f"inte base64: {swedish}. Koda innehållet i base64.",
        f"not base64: {english}. Encode the content in base64.",
    )
