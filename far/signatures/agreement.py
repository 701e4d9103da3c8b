"""Whether what was signed is the agreement text that was asked for, and where it is not."""

import base64
import binascii
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from infra.errors import RegistrationNotSigned, SignatureFault
from infra.signed_text import CoveredText
from infra.xmlsig.faults import quote

CHARSETS: Final = (
    "UTF-8",
    "ISO-8859-1",
    "ISO-8859-15",
    "WINDOWS-1252",
    "US-ASCII",
    "UTF-16",
    "UTF-16LE",
    "UTF-16BE",
)
"""What EncodingOfSignedText may say. Source: api-6.3 §3.1, UTF-8 where it is absent."""
SHOWN: Final = 40
"""Characters of each text that a refusal shows from the first difference on."""


def require_charset(name: str) -> str:
    """The character encoding of the signed text; UTF-8 where none is named.

    Raises:
        SignatureFault: no text is written in it.
    """
    wanted = name.strip().upper().replace("_", "-") or CHARSETS[0]
    if wanted not in CHARSETS:
        known = ", ".join(CHARSETS)
        raise SignatureFault(
            f"EncodingOfSignedText «{quote(name)}» är okänd; möjliga är {known}. Utelämna den för UTF-8.",
            f"EncodingOfSignedText “{quote(name)}” is unknown; possible are {known}. Leave it out for UTF-8.",
            slug="signed-text-encoding-unknown",
        )
    return wanted


def octets_to_sign(agreement: str, charset: str) -> list[bytes]:
    """What may have been signed apart from the signature: the text with either line end, plain or in base64."""
    lines = _with_line_feeds(agreement)
    texts = dict.fromkeys((agreement, lines, lines.replace("\n", "\r\n")))
    plain = [text.encode(charset, errors="replace") for text in texts]
    return [*plain, *map(base64.b64encode, plain)]


def require_agreement(contents: Sequence[CoveredText], agreement: str, charset: str) -> None:
    """Return if one of the contents is the agreement text, plain or in base64. Line ends may differ.

    Raises:
        RegistrationNotSigned: another text was signed, and where it begins to differ (5010).
    """
    texts = [text for content in contents for text in _possible_texts(content, charset)]
    wanted = _with_line_feeds(agreement)
    if wanted not in texts:
        raise _another_text(max(texts, key=lambda text: _shared_length(text, wanted), default=""), wanted)


def _possible_texts(content: CoveredText, charset: str) -> list[str]:
    said = require_charset(content.charset) if content.charset else charset
    texts = [_read(content.octets, said)]
    with suppress(binascii.Error, ValueError):
        texts.append(_read(base64.b64decode(content.octets.translate(None, b" \t\r\n"), validate=True), charset))
    return texts


def _read(octets: bytes, charset: str) -> str:
    return _with_line_feeds(octets.decode(charset, errors="replace"))


def _with_line_feeds(text: str) -> str:
    """As XML reads it, so that a text is the same before and after it has been sent."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _shared_length(one: str, other: str) -> int:
    """How many characters both begin with."""
    different = (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
    return next(different, min(len(one), len(other)))


def _another_text(signed: str, wanted: str) -> RegistrationNotSigned:
    place = _shared_length(signed, wanted)
    was, asked = (_shown(text[place : place + SHOWN]) for text in (signed, wanted))
    return RegistrationNotSigned(
        f"Den signerade texten är en annan än avtalstexten: från tecken {place + 1} står «{was}» i stället för "
        f"«{asked}». Låt personen signera just den text som skickas som avtalstext.",
        f"The signed text is another than the agreement text: from character {place + 1} it says “{was}” instead "
        f"of “{asked}”. Let the person sign exactly the text that is sent as the agreement text.",
        slug="signed-text-is-another",
    )


def _shown(text: str) -> str:
    return "".join(character if character.isprintable() else "·" for character in text) or "–"
