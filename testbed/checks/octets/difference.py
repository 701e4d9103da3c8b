"""The first difference between the octets that we hashed and those that a signer hashed."""

from dataclasses import dataclass
from typing import Final

from infra.texts import Text

AROUND: Final = 60
"""Octets shown before and after the difference."""
_NAMES: Final = {
    b"\r": Text("vagnretur (CR)", "a carriage return (CR)"),
    b"\n": Text("radbrytning (LF)", "a line feed (LF)"),
    b"\t": Text("tabb", "a tab"),
    b" ": Text("blanksteg", "a space"),
    b"": Text("slutet", "the end"),
}
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_DECLARATION: Final = b"<?xml"
BEGINS_WITH_DECLARATION: Final = Text(
    " Era oktetter börjar med en XML-deklaration eller BOM, som kanonisk XML inte har.",
    " Your octets begin with an XML declaration or a byte order mark, which canonical XML has not.",
)
ENDS_WITH_MORE: Final = Text(
    " De ena är de andra med något tillagt sist.", " The one are the others with something added at the end."
)


@dataclass(frozen=True, slots=True)
class OctetDifference:
    """Where two rows of octets part. Positions count from 0, lines and columns from 1."""

    position: int
    line: int
    column: int
    """In octets."""
    ours: str
    """Around the place, as text."""
    yours: str
    text: Text


def first_difference(ours: bytes, yours: bytes) -> OctetDifference | None:
    """The first place where they differ; None: they are the same."""
    if ours == yours:
        return None
    position = _common_length(ours, yours)
    before = ours[:position]
    line, column = before.count(b"\n") + 1, position - (before.rfind(b"\n") + 1) + 1
    return OctetDifference(
        position,
        line,
        column,
        _excerpt(ours, position),
        _excerpt(yours, position),
        _words(ours, yours, position, line, column),
    )


def _common_length(ours: bytes, yours: bytes) -> int:
    """How many octets they begin with alike: halving, since each comparison of slices is fast."""
    low, high = 0, min(len(ours), len(yours))
    while low < high:
        middle = (low + high + 1) // 2
        if ours[low:middle] == yours[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _excerpt(octets: bytes, position: int) -> str:
    start = max(0, position - AROUND)
    shown = octets[start : position + AROUND].decode(errors="replace")
    return f"{'…' if start else ''}{shown}{'…' if position + AROUND < len(octets) else ''}"


def _words(ours: bytes, yours: bytes, position: int, line: int, column: int) -> Text:
    text = Text(
        "Vid oktett {position} (rad {line}, kolumn {column}) har vi {ours}, ni {yours}.",
        "At octet {position} (line {line}, column {column}) we have {ours}, you have {yours}.",
    ).format(
        position=position,
        line=line,
        column=column,
        ours=_named(ours[position : position + 1]),
        yours=_named(yours[position : position + 1]),
    )
    if position in {len(ours), len(yours)}:
        text += ENDS_WITH_MORE
    if yours.startswith((_BYTE_ORDER_MARK, _DECLARATION)):
        text += BEGINS_WITH_DECLARATION
    return text


def _named(octet: bytes) -> Text:
    """A name for what cannot be seen; else the character, or the octet in hex."""
    if octet in _NAMES:
        return _NAMES[octet]
    return Text.same(
        f"«{octet.decode()}»" if octet.isascii() and octet.decode().isprintable() else f"0x{octet.hex()}"
    )
