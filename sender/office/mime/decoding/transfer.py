"""Decodes the bytes of a part from the transfer encoding that they were sent in.

Source: RFC 2045, 6 (base64 and quoted-printable, and what decoders put up with); POSIX uuencode.
"""

import binascii
import quopri
import re
from email.message import Message
from typing import Final

from sender.office.mime.decoding.charset import known_charset

IDENTITY: Final = {"", "7bit", "8bit", "binary", "7-bit", "8-bit", "8bits", "7bits", "none", "plain", "text"}
BASE64: Final = {"base64", "base-64", "b"}
QUOTED: Final = {"quoted-printable", "quotedprintable", "quoted_printable", "quoted-printeable", "q"}
UUENCODE: Final = {"uuencode", "x-uuencode", "uue", "x-uue"}
SPELLED: Final = {
    "base64": "base64", "xbase64": "base64", "quotedprintable": "quoted-printable", "qp": "quoted-printable",
    "8bit": "8bit", "7bit": "7bit", "bit8": "8bit", "ascii": "7bit", "usascii": "7bit",
}  # fmt: skip
"""By the letters and digits that a header begins with."""
SIGNS: Final = re.compile(r"[^a-z0-9]+")
COMMENT: Final = re.compile(r"\([^()]{0,100}\)")
NAME: Final = re.compile(r"[\w.-]*")
SOFT_BREAK: Final = re.compile(rb"=[ \t]+(?=\r?\n|\r|\Z)")
"""Blanks that a server on the way has added after a soft break."""
PADDING: Final = re.compile(rb"=+")
NO_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/=]")
SPACE: Final = b" \t\r\n\f\v\0"
RULE: Final = re.compile(rb"^[ \t]*[-_*~]{2,}[ \t]*\r?$", re.MULTILINE)
"""A line with which lists and virus scanners begin what they put after a mail. No line of base64 looks like it."""


class Undecodable(ValueError):
    """The encoded bytes are cut off or damaged, or the encoding is unknown. The message names the encoding."""


def decode_part(part: Message) -> bytes:
    """Decode the part's content. Only once: the part's header is removed.

    Raises:
        Undecodable: the content is damaged, or the encoding unknown.
    """
    encoding = encoding_of(part)
    # Without the header the standard library gives the octets as they came. With it, it would not know
    # encodings with a blank after them, and would decode 8-bit text in a charset of its own choice.
    del part["Content-Transfer-Encoding"]
    payload = part.get_payload(decode=True)
    octets = payload if isinstance(payload, bytes) else b""
    if encoding in BASE64:
        return decode_base64(octets)
    if encoding in QUOTED:
        return quopri.decodestring(SOFT_BREAK.sub(b"=", octets))
    if encoding in UUENCODE:
        return decode_uu(octets)
    if encoding in IDENTITY or known_charset(encoding):
        return octets
    raise Undecodable(encoding)


def encoding_of(part: Message) -> str:
    """Content-Transfer-Encoding without the blanks, quotes, comments and semicolon that may surround it."""
    raw = next((str(value) for name, value in part.raw_items() if name.lower() == "content-transfer-encoding"), "")
    said = COMMENT.sub("", raw).strip(" \t\r\n\"'<").lower()
    squeezed = SIGNS.sub("", said)
    spelled = next((name for start, name in SPELLED.items() if squeezed.startswith(start)), "")
    found = NAME.match(said)
    return spelled or (found[0] if found else "")


def decode_base64(octets: bytes) -> bytes:
    """Decode base64 without its white space. Missing padding is added; other text after the padding is left out.

    Other characters are skipped, as RFC 2045 demands, up to one in a hundred.

    Raises:
        Undecodable: there are more of them, or the end is missing.
    """
    packed = _without_footer(octets).translate(None, SPACE)
    whole = bytearray()
    at = 0
    while at < len(packed):
        found = PADDING.search(packed, at)
        end = found.start() if found else len(packed)
        run = packed[at:end]
        code = NO_BASE64.sub(b"", run)
        if (len(run) - len(code)) * 100 > len(run) or not code:
            if whole:
                # A footer that a list or a virus scanner has put after the end.
                break
            raise Undecodable("base64")
        whole += _unpack_base64(code)
        at = found.end() if found else end
    return bytes(whole)


def _without_footer(octets: bytes) -> bytes:
    """The code up to a line that begins a footer: where the code has no padding, nothing else tells its end."""
    found = RULE.search(octets)
    return octets[: found.start()] if found and octets[: found.start()].strip(SPACE) else octets


def _unpack_base64(packed: bytes) -> bytes:
    try:
        return binascii.a2b_base64(packed + b"=" * (-len(packed) % 4))
    except binascii.Error as problem:
        raise Undecodable("base64") from problem


def decode_uu(octets: bytes) -> bytes:
    """Decode the file between begin and end.

    Raises:
        Undecodable: there is none, or a line of it is damaged.
    """
    lines = octets.splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith(b"begin ")), None)
    if start is None:
        raise Undecodable("uuencode")
    return decode_uu_lines(lines[start + 1 :])


def decode_uu_lines(lines: list[bytes]) -> bytes:
    """Decode the lines up to the line `end`.

    Raises:
        Undecodable: a line is damaged, or the end is missing.
    """
    whole = bytearray()
    for line in lines:
        if line.strip() == b"end":
            return bytes(whole)
        whole += _uu_line(line)
    raise Undecodable("uuencode")


def _uu_line(line: bytes) -> bytes:
    if not line.strip():
        return b""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders write more at the line's end than its length says; blanks at its end may be gone.
        length = ((line[0] - 32) & 63) * 4 // 3 + 3
        try:
            return binascii.a2b_uu(line[: (length // 4) * 4 + 1])
        except binascii.Error as problem:
            raise Undecodable("uuencode") from problem
