"""Headers as people read them: encoded words, raw eight-bit text and broken ones alike."""

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from typing import Final

UNFIT: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot carry, and what nobody can see."""
CHARSETS: Final = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
"""What browsers take these names to mean. Source: WHATWG Encoding, Names and labels."""


def header(message: Message, name: str) -> str:
    """The header on one line, decoded; empty where there is none."""
    return next(_all(message, name), "")


def decoded_words(raw: str) -> str:
    """A header's value or parameter with its encoded words (RFC 2047) decoded, on one line."""
    readable = decoded(_octets(raw), "utf-8")
    try:
        pieces = decode_header(readable)
    except (HeaderParseError, ValueError):
        return one_line(readable)
    return one_line("".join(_piece(piece, charset) for piece, charset in pieces))


def addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """Names and addresses of a header, the names decoded."""
    try:
        found = getaddresses([str(value) for key, value in message.raw_items() if key.lower() == name.lower()])
    except (ValueError, IndexError, AttributeError):
        # The standard library's parser of addresses trips over some that are not.
        return []
    return [(decoded_words(title), address.strip()) for title, address in found if "@" in address]


def decoded(octets: bytes, charset: str) -> str:
    """Bytes as text. A charset that is unknown or does not fit gives way to UTF-8, then to Windows-1252."""
    for name in (CHARSETS.get(charset.lower(), charset), "utf-8"):
        try:
            return octets.decode(name)
        except (LookupError, ValueError):
            continue
    return octets.decode("cp1252", "replace")


def one_line(text: str) -> str:
    return " ".join(UNFIT.sub(" ", text).split())


def _all(message: Message, name: str) -> Iterator[str]:
    for key, raw in message.raw_items():
        if key.lower() == name.lower():
            yield decoded_words(str(raw))


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    # What stands between encoded words comes back in this charset, whatever was in it.
    return decoded(piece, charset) if charset else piece.decode("raw_unicode_escape", "replace")


def _octets(raw: str) -> bytes:
    try:
        return raw.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return raw.encode("utf-8", "replace")
