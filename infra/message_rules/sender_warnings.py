"""Warnings for senders about messages that are taken: the sender's name, and the encoding of the body.

The contracts have no field in which an operator could say so to a relay. So both compute the warnings from the
same message by these functions, and a sender reads at its relay what the recipient's operator found.
"""

import base64
import binascii
from typing import Final

from infra.outbox.notification_texts import decode_body
from infra.texts import Text
from infra.validation.unstorable import NUL

ENCODED_TWICE: Final = Text(
    "Body är base64 av base64: avsändaren har kodat texten två gånger. Mottagaren ser koden.",
    "Body is base64 of base64: the sender encoded the text twice. The recipient sees the code.",
)
NOT_UTF8: Final = Text(
    "Body är inte UTF-8; den visas som Windows-1252.", "Body is not UTF-8; it is shown as Windows-1252."
)
HAS_NUL: Final = Text(
    "Body innehåller tecknet NUL (U+0000); det visas som ersättningstecknet \ufffd.",
    "Body contains the character NUL (U+0000); it is shown as the replacement character \ufffd.",
)
OTHER_NAME: Final = Text(
    "Avsändaren kallar sig {claimed}, men organisationen heter {registered}.",
    "The sender calls itself {claimed}, but the organisation is called {registered}.",
)
MIN_ENCODED: Final = 16
"""Characters of base64 below which ordinary words may look like it."""


def body_warnings(octets: bytes) -> list[Text]:
    """Warnings about an unusual encoding of a body."""
    _, is_utf8 = decode_body(octets)
    found = {
        ENCODED_TWICE: _is_base64_again(octets),
        NOT_UTF8: not is_utf8,
        HAS_NUL: NUL.encode() in octets,
    }
    return [warning for warning, holds in found.items() if holds]


def name_warnings(claimed: str, registered: str) -> list[Text]:
    """A warning if the claimed name differs from the registered one by more than case and spaces."""
    if _plain(claimed) == _plain(registered):
        return []
    return [OTHER_NAME.format(claimed=claimed, registered=registered)]


def _plain(name: str) -> str:
    return "".join(name.casefold().split())


def _is_base64_again(octets: bytes) -> bool:
    packed = b"".join(octets.split())
    if len(packed) < MIN_ENCODED or b"<" in packed:
        return False
    try:
        base64.b64decode(packed, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return False
    return True
