"""Pages whose fonts do not say which characters their signs are: they can be seen, but not read out.

PDFium gives the numbers of such signs in their font in place of characters: "%HVOXW" for Beslut.
Source: ISO 32000-1, 9.10.2 (mapping character codes to Unicode values).
"""

import ctypes
from typing import Any, Final

from pypdfium2 import raw

_ASKED: Final = 200
"""Characters of a page that are looked at, spread over it."""
_MOST: Final = 0.5
"""Share of signs of which it is not known what they are."""
_OF_SMALL_LETTERS: Final = 0.4
"""Share of small letters in texts, at least; numbers of signs are others. Some fonts number them as ASCII does."""


def is_illegible(text_page: Any, count: int) -> bool:
    """Whether the first `count` characters are for the most part numbers of signs."""
    places = range(0, count, max(count // _ASKED, 1))
    unknown = [place for place in places if raw.FPDFText_HasUnicodeMapError(text_page, place) == 1]
    if len(unknown) <= len(places) * _MOST:
        return False
    small = sum(chr(raw.FPDFText_GetUnicode(text_page, place)).islower() for place in unknown)
    return small < len(unknown) * _OF_SMALL_LETTERS and _brings_outlines(text_page, unknown[0])


def _brings_outlines(text_page: Any, place: int) -> bool:
    """Whether the document brings the font as outlines. TeX numbers its fonts of pictures as ASCII is."""
    thing = raw.FPDFText_GetTextObject(text_page, place)
    font = raw.FPDFTextObj_GetFont(thing) if thing else None
    size = ctypes.c_size_t()
    if not font or raw.FPDFFont_GetIsEmbedded(font) != 1:
        return False
    return bool(raw.FPDFFont_GetFontData(font, None, 0, size)) and size.value > 0
