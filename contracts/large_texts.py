"""Spares the schema validator the attachments: large texts that are base64 are valid by any schema.

libxml2 takes 5 microseconds a kilobyte to find that out, which was nine tenths of the validation of a letter.
"""

import copy
from typing import Final

import pybase64
from lxml import etree

BODY: Final = "{http://minameddelanden.gov.se/schema/Message}Body"
"""Of a text or an attachment: the only elements of the contracts with base64 of any length."""
MIN_SPARED: Final = 2_048
"""Characters. The validator reads less than this in the time that a copy takes."""
_WHITE_SPACE: Final = b" \t\r\n"


def without_large_texts(element: etree._Element) -> etree._Element:
    """A copy of the element in which large texts of base64 are empty, which base64 may be, too.

    What is valid in the copy is valid in the element. The element itself where it has no such texts.
    """
    are_large = [_is_large_base64(body) for body in element.iter(BODY)]
    if not any(are_large):
        return element
    spared = copy.deepcopy(element)
    for body, is_large in zip(spared.iter(BODY), are_large, strict=True):
        if is_large:
            body.text = None
    return spared


def _is_large_base64(body: etree._Element) -> bool:
    # An attribute can give the element another type. Parts of a text are not the whole of it.
    if len(body) or body.attrib:
        return False
    text = body.text or ""
    return len(text) >= MIN_SPARED and text.isascii() and _is_base64(text.encode("ascii"))


def _is_base64(text: bytes) -> bool:
    """Base64 without a flaw. There are texts that other readers take and this one does not."""
    return _is_unbroken_base64(text) or _is_unbroken_base64(text.translate(None, _WHITE_SPACE))


def _is_unbroken_base64(text: bytes) -> bool:
    try:
        pybase64.b64decode(text, validate=True)
    except ValueError:
        return False
    # The last character may have bits that no octet has.
    return pybase64.b64encode(pybase64.b64decode(text[-4:])) == text[-4:]
