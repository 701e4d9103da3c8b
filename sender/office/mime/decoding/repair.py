"""Repairs heads that gateways and old programs have damaged, so that a parser finds every header.

The standard library ends the head at the first line that is no header; mail programs skip the line.
"""

import re
from collections.abc import Iterator
from typing import Final

END_OF_LINE: Final = re.compile(rb"\r\n|\r|\n")
BEFORE_HEAD: Final = b"\xef\xbb\xbf \t\r\n"
"""A byte order mark and blank lines: some programs write them before the first header."""
HEADER: Final = re.compile(rb"[\x21-\x39\x3b-\x7e]+:")
SPACED: Final = re.compile(rb"([\x21-\x39\x3b-\x7e]+)[ \t]+:")
"""A blank before the colon, which RFC 5322 calls obsolete."""
KNOWN: Final = re.compile(
    rb"(?:from|to|cc|bcc|subject|date|message-id|mime-version|content-[a-z-]+|received|reply-to|sender|x-[\w-]+"
    rb"|return-path|in-reply-to|references|importance|thread-[a-z]+|dkim-signature|auto-submitted)[ \t]*:",
    re.IGNORECASE,
)
TYPE: Final = re.compile(
    rb"(content-type:[ \t]*)\"?([\w.+-]{1,80})[ \t]*/[ \t]*([\w.+-]{1,120})\"?(?=[ \t]*(?:;|\r|\n|\Z))",
    re.IGNORECASE,
)
"""A type in quotation marks, or with blanks around its slash."""
NO_SEMICOLON: Final = re.compile(
    rb"(content-type:[ \t]*[\w.+-]{1,80}/[\w.+-]{1,120})[ \t,]+(?=(?:charset|boundary|name|format|type)[ \t]*=)",
    re.IGNORECASE,
)
"""A type of which nothing but a blank or a comma parts its first parameter."""
OTHER_TYPES: Final = {b"plain/text": b"text/plain", b"html/text": b"text/html", b"text/htm": b"text/html"}
MISNAMED: Final = re.compile(rb"(content-type:[ \t]*)(plain/text|html/text|text/htm)\b(?!l)", re.IGNORECASE)
"""Types as scripts write them whose authors did not look them up."""
BOUNDARY: Final = re.compile(rb"boundary[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)


def repair_heads(octets: bytes) -> bytes:
    """The mail without the lines in its own head and the heads of its parts that are no headers."""
    octets = octets.lstrip(BEFORE_HEAD)
    if b"\r\r\n" in octets[:2_000]:
        octets = octets.replace(b"\r\r\n", b"\r\n")
    boundaries = {b"--" + (found[1] or found[2]).rstrip() for found in BOUNDARY.finditer(octets)}
    whole: list[bytes] = []
    head: list[bytes] | None = []
    for line in _split_lines(octets):
        text = line.rstrip(b"\r\n")
        if head is None:
            whole.append(_end_of_parts(line, text, boundaries))
            if text.startswith(b"--") and text.rstrip() in boundaries:
                head = []
        elif text.strip(b" \t"):
            head.append(line)
        else:
            whole += [*_choose_headers(head), line]
            head = None
    return b"".join([*whole, *_choose_headers(head or [])])


def _end_of_parts(line: bytes, text: bytes, boundaries: set[bytes]) -> bytes:
    """The line; one that ends the parts without the blanks that belong to no boundary."""
    before = text.rstrip()[:-2]
    is_end = text.startswith(b"--") and text.rstrip().endswith(b"--") and before.rstrip() in boundaries
    return before.rstrip() + b"--\r\n" if is_end else line


def _split_lines(octets: bytes) -> Iterator[bytes]:
    at = 0
    for found in END_OF_LINE.finditer(octets):
        yield octets[at : found.end()]
        at = found.end()
    if at < len(octets):
        yield octets[at:]


def _choose_headers(head: list[bytes]) -> list[bytes]:
    """Leave out lines that are no headers. Lines after the last known header are kept: they may be the text."""
    last = max((n for n, line in enumerate(head) if KNOWN.match(line)), default=-1)
    kept: list[bytes] = []
    for n, line in enumerate(head):
        line = SPACED.sub(rb"\1:", line, count=1) if SPACED.match(line) and KNOWN.match(line) else line  # noqa: PLW2901 (each line is mended by itself)
        line = _mend_type(line)  # noqa: PLW2901 (as before)
        is_continued = line[:1] in b" \t" and bool(kept)
        if n > last or HEADER.match(line) or is_continued:
            kept.append(line)
    return kept


def _mend_type(line: bytes) -> bytes:
    """A Content-Type as programs can read it; other lines as they are."""
    line = NO_SEMICOLON.sub(rb"\1; ", TYPE.sub(rb"\1\2/\3", line, count=1), count=1)
    return MISNAMED.sub(lambda found: found[1] + OTHER_TYPES[found[2].lower()], line, count=1)
