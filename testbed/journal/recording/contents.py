"""Finds in the bytes of a SOAP message what it is about, without parsing it again.

Every message is looked through, in the background, also those that are no XML. So one pass over the bytes must
do, in time that grows with their number alone.
"""

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final

from infra.soap.messages.unnamed_values import SENDER_FIRST, UNNAMED

MAX_LEAVES: Final = 2_500
"""Elements with a short text that are looked at: a question about a thousand people has some more than that."""
MAX_WORDS: Final = 6_000
"""Characters of a message that can be searched for."""
_LEAF: Final = re.compile(rb"<(?:[\w.-]{1,80}+:)?+([\w.-]{1,80}+)[^<>]{0,300}+>([^<]{1,300}+)</")
"""An element that has a short text and nothing else. Possessive: what does not match is not tried in other ways.
"""
LONG_TEXT: Final = 1_000
"""Bytes without an element that are passed over. More than an element can have that is looked at."""
_OPERATION: Final = re.compile(rb"[<:]Body(?=[\s/>])[^<>]{0,1000}+>\s{0,100}+<(?:[\w.-]{1,80}+:)?+([\w.-]{1,80}+)")
OPERATION_WITHIN: Final = 40_000
"""Bytes at the beginning of a message: in UTF-16, 20,000 characters."""
_UTF_16: Final = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
"""By the first two bytes. Source: XML 1.0, appendix F."""
_RECIPIENTS: Final = frozenset({"recipient", "recipientid", "recipientids", "personid", "companyid"})
_SENDERS: Final = frozenset({"id", "senderorgnr", "senderorganizationnumber"})
_WITHOUT_WORDS: Final = frozenset({"digestvalue", "signaturevalue", "x509certificate"})
"""Elements whose text is base64 of arbitrary octets, for which nobody searches."""
_NUMBER: Final = re.compile(r"[0-9]{12}")
_ORGANISATION: Final = re.compile(r"16[0-9]{10}")


@dataclass(slots=True)
class Contents:
    """The facts that are found in a message."""

    sender: str = ""
    subject: str = ""
    recipients: list[str] = field(default_factory=list)
    """Each once, in the order of the message."""
    words: str = ""


def contents_of(message: bytes) -> Contents:
    """Find the facts of the message. Nothing is found in text that is not XML in UTF-8, UTF-16 or the like."""
    found, recipients, words, unnamed = Contents(), dict[str, None](), [], []
    for name, text in _leaves(_with_single_bytes(message)):
        if name not in _WITHOUT_WORDS:
            words.append(text)
        if name in _RECIPIENTS and _NUMBER.fullmatch(text):
            recipients[text] = None
        elif name in UNNAMED and _NUMBER.fullmatch(text):
            unnamed.append((name, text))
        elif not found.sender and name in _SENDERS and _ORGANISATION.fullmatch(text):
            found.sender = text
        elif not found.subject and name == "subject":
            found.subject = text
    if unnamed:
        _add_unnamed(found, recipients, unnamed, operation_of(message))
    found.recipients = list(recipients)
    found.words = " ".join(words)[:MAX_WORDS]
    return found


def _add_unnamed(
    found: Contents, recipients: dict[str, None], unnamed: list[tuple[str, str]], operation: str
) -> None:
    for name, number in unnamed:
        if name == UNNAMED[0] and operation in SENDER_FIRST and _ORGANISATION.fullmatch(number):
            found.sender = found.sender or number
        else:
            recipients[number] = None


def operation_of(message: bytes) -> str:
    """The name of the first element in the body of a SOAP message; empty: there is none."""
    match = _OPERATION.search(_with_single_bytes(message[:OPERATION_WITHIN]), 0, 20_000)
    return match[1].decode("ascii", "replace") if match else ""


def _with_single_bytes(message: bytes) -> bytes:
    """The message in an encoding that writes ASCII as ASCII."""
    encoding = _UTF_16.get(message[:2])
    return message.decode(encoding, "replace").encode() if encoding else message


def _leaves(message: bytes) -> Iterator[tuple[str, str]]:
    found = chain.from_iterable(_LEAF.finditer(message, *part) for part in _parts(message))
    for match in islice(found, MAX_LEAVES):
        text = match[2].decode("utf-8", "replace").strip()
        if text:
            name = match[1].decode("utf-8", "replace").lower()
            yield name, html.unescape(text) if "&" in text else text


def _parts(message: bytes) -> Iterator[tuple[int, int]]:
    """The parts between long texts, such as files in base64: first byte, and the one behind the last.

    To look for the next element in such a text takes a regular expression twenty times as long.
    """
    begins = look = 0
    while (element := message.find(b"<", look)) >= 0:
        if element - look >= LONG_TEXT:
            yield begins, look
            begins = look = element
        else:
            look += LONG_TEXT
    yield begins, len(message)
