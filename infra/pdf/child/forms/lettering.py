"""Text set by ourselves: of stamps and notes without a picture, and of values that PDFium does not set.

Source: ISO 32000-1, 9.6.6 (encodings), 9.10.3 (ToUnicode), 12.5.6.6 and 12.5.6.12 (free text, stamps).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

LATIN: Final = "cp1252"
MAX_TEXT: Final = 5_000
_ASCII: Final = range(0x20, 0x7F)
_WIDE: Final = 0.69
"""Width of most capitals in Helvetica, in parts of the size,"""
_NARROW: Final = 0.53
"""of most other letters,"""
_THIN: Final = 0.28
"""and of these."""
_THIN_SIGNS: Final = frozenset(" ijltfI.,:;'|!()")
_LEADING: Final = 1.2
_INSET: Final = 2.0
"""Points between a box and its text."""
_RIGHT: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_FROM_RIGHT: Final = re.compile(f"[{_RIGHT}]")
_RUNS: Final = re.compile(f"([{_RIGHT}](?:[{_RIGHT} ]*[{_RIGHT}])?)")
"""Words of alphabets that are written from right to left, with the blanks between them."""
_BREAKS: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Lettering:
    """How a text is set in a box."""

    size: float
    """Points; 0: as large as fits, 12 at most."""
    colour: str = "0 g"
    """The operator of a content stream."""
    is_centred: bool = False
    is_of_many_lines: bool = True
    """Whether the text is broken where it reaches the edge, and begins at the top."""


def set_text(text: str, width: float, height: float, how: Lettering) -> tuple[str, DictionaryObject]:
    """The content that sets the text in a box from 0 0, and its resources with the font F."""
    unusual = unusual_characters(text[:MAX_TEXT])
    size = how.size or _fitting_size(text, width, height, how)
    lines = _lines_of(text[:MAX_TEXT], width, size, how)
    first = height - size - _INSET if how.is_of_many_lines else (height - size) / 2 + size * 0.2
    pieces = [f"q {how.colour} BT /F {size:.2f} Tf"]
    for number, line in enumerate(lines):
        left = max((width - _width(line, size)) / 2, _INSET) if how.is_centred else _INSET
        codes = _codes_of(_as_seen(line), unusual)
        pieces.append(f"1 0 0 1 {left:.2f} {first - number * size * _LEADING:.2f} Tm <{codes}> Tj")
    font = helvetica_with(unusual)
    font[NameObject("/ToUnicode")] = _unicode_map(unusual)
    fonts = DictionaryObject({NameObject("/F"): font})
    resources = DictionaryObject({NameObject("/Font"): fonts})
    return " ".join([*pieces, "ET Q"]), resources


def unusual_characters(text: str) -> dict[int, str]:
    """The characters that no encoding of western Europe has, each with a code that no other one here has."""
    taken = {*text.encode(LATIN, "ignore"), *_ASCII}
    free = (code for code in range(1, 256) if code not in taken)
    unusual = sorted({char for char in text if not char.encode(LATIN, "ignore")})
    return dict(zip(free, unusual, strict=False))


def helvetica_with(unusual: Mapping[int, str]) -> DictionaryObject:
    """The font with these characters at their codes. One without a glyph here is named as on any page."""
    differences = ArrayObject()
    for code, char in unusual.items():
        differences += [NumberObject(code), NameObject(f"/uni{ord(char):04X}")]
    encoding = DictionaryObject({NameObject("/Type"): NameObject("/Encoding")})
    encoding[NameObject("/BaseEncoding")] = NameObject("/WinAnsiEncoding")
    encoding[NameObject("/Differences")] = differences
    given = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in given.items()})
    font[NameObject("/Encoding")] = encoding
    return font


def _unicode_map(unusual: Mapping[int, str]) -> DecodedStreamObject:
    """What the codes mean to those who read the text."""
    codes = {code: chr(code) for code in _ASCII} | dict(unusual)
    rows = "\n".join(f"<{code:02X}> <{char.encode('utf-16-be').hex()}>" for code, char in codes.items())
    found = DecodedStreamObject()
    found.set_data(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar endcmap end end".encode()
    )
    return found


def _as_seen(line: str) -> str:
    """The line from left to right: words of Hebrew or Arabic are seen from their last letter to their first."""
    pieces = [piece[::-1] if _FROM_RIGHT.match(piece) else piece for piece in _RUNS.split(line)]
    begins = next((piece for piece in pieces if piece.strip()), "")
    return "".join(reversed(pieces) if _FROM_RIGHT.match(begins) else pieces)


def _codes_of(line: str, unusual: Mapping[int, str]) -> str:
    codes = {char: code for code, char in unusual.items()}
    return "".join(f"{codes[char]:02x}" if char in codes else char.encode(LATIN, "ignore").hex() for char in line)


def _lines_of(text: str, width: float, size: float, how: Lettering) -> Sequence[str]:
    if not how.is_of_many_lines:
        return [" ".join(text.split())]
    room = max(int((width - 2 * _INSET) / (size * _NARROW)), 1)
    return [piece for line in _BREAKS.split(text) for piece in wrap(line, room) or [""]]


def _fitting_size(text: str, width: float, height: float, how: Lettering) -> float:
    if how.is_of_many_lines:
        return 12.0
    return max(min(height * 0.7, (width - 2 * _INSET) / max(_width(text, 1.0), 0.1), 72.0), 2.0)


def _width(line: str, size: float) -> float:
    return size * sum(map(_width_of, line))


def _width_of(char: str) -> float:
    return _THIN if char in _THIN_SIGNS else _WIDE if char.isupper() else _NARROW
