"""Reads headers as people see them, also with encoded words, raw eight-bit text or mistakes in them."""

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from typing import Final

from infra.validation.name_characters import TURNS
from sender.coded_twice import read_coded_twice
from sender.office.mime.decoding.charset import read_words

UNFIT: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, or that are invisible."""
UNSEEN: Final = re.compile(f"[\u00ad\u200b\u2060\ufeff{TURNS}]")
"""Marks that turn the direction of what stands around a header, and such as nobody sees."""
WORD: Final = re.compile(r"=\?[\w*-]{2,40}\?[QqBb]\?")
"""The beginning of an encoded word. Source: RFC 2047, 2."""
CUT_OFF: Final = re.compile(r"=\?[\w*-]{2,40}\?[QqBb]\?[^?\s]*\??\Z")
MAX_TIMES: Final = 2
"""How often words are decoded: some gateways encode what is encoded already."""


def read_header(message: Message, name: str) -> str:
    """The header on one line, decoded; the first that says something. Empty where none does."""
    return next(filter(None, _read_all(message, name)), "")


def decode_words(raw: str) -> str:
    """A header's value or parameter with its encoded words (RFC 2047) decoded, on one line."""
    readable = read_words(octets_of(raw), "")
    for _ in range(MAX_TIMES):
        if not WORD.search(readable):
            break
        readable = _decode_once(readable)
    return on_one_line(read_coded_twice(readable))


def _decode_once(readable: str) -> str:
    whole = CUT_OFF.sub(lambda found: found[0].rstrip("?") + "?=", readable)
    try:
        pieces = decode_header(whole)
    except (HeaderParseError, ValueError):
        return readable
    return "".join(_decode_piece(piece, charset) for piece, charset in pieces)


def read_addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """Names and addresses of a header, the names decoded."""
    try:
        found = getaddresses([str(value) for key, value in message.raw_items() if key.lower() == name.lower()])
    except (ValueError, IndexError, AttributeError):
        # The standard library's parser of addresses fails on some texts that are no addresses.
        return []
    return [(decode_words(title), address.strip()) for title, address in found if "@" in address]


def on_one_line(text: str) -> str:
    """The text on one line, without characters that nobody sees or that turn what stands around them."""
    return " ".join(UNFIT.sub(" ", UNSEEN.sub("", text)).split())


def _read_all(message: Message, name: str) -> Iterator[str]:
    for key, raw in message.raw_items():
        if key.lower() == name.lower():
            yield decode_words(str(raw))


def _decode_piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    # The library gives text between encoded words in this charset, with escapes for all other characters.
    return read_words(piece, charset) if charset else piece.decode("raw_unicode_escape", "replace")


def octets_of(raw: str) -> bytes:
    """The bytes of a header as they came."""
    try:
        return raw.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return raw.encode("utf-8", "replace")
