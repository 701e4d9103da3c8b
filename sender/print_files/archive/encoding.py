"""Which encoding the text of an index is in: UTF-8, UTF-16 or Windows-1252, found by reading it through once."""

import codecs
from collections.abc import Iterable
from typing import Final

from sender.print_files.archive.refusals import PrintFileRefused

UTF8: Final = "utf-8-sig"
"""With or without a byte order mark."""
WINDOWS: Final = "cp1252"
_ENOUGH: Final = 4
"""Bytes that show a mark."""
_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
TITLES: Final = {
    UTF8: "UTF-8",
    WINDOWS: "Windows-1252",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}


def encoding_of(pieces: Iterable[bytes]) -> str:
    """The name of the encoding that all of the text can be read in.

    Raises:
        PrintFileRefused: none of them; says where the first byte is that fits nowhere.
    """
    rest = iter(pieces)
    beginning = b""
    while len(beginning) < _ENOUGH and (piece := next(rest, None)) is not None:
        beginning += piece
    finder = _Finder(beginning)
    for piece in rest:
        finder.read_piece(piece)
    return finder.likeliest_encoding()


class _Finder:
    """Tries the possible encodings on each piece, and drops those that cannot read it."""

    def __init__(self, beginning: bytes) -> None:
        self._candidates = {name: codecs.getincrementaldecoder(name)() for name in _possible(beginning)}
        self._seen, self._line = 0, 1
        self._problems: dict[str, tuple[int, int]] = {}
        self.read_piece(beginning)

    def read_piece(self, piece: bytes) -> None:
        for name in list(self._candidates):
            self._try(name, piece)
        self._seen += len(piece)
        self._line += piece.count(b"\n")

    def likeliest_encoding(self) -> str:
        for name in list(self._candidates):
            self._try(name, b"", final=True)
        if not self._candidates:
            raise self._refusal()
        return next(iter(self._candidates))

    def _try(self, name: str, piece: bytes, *, final: bool = False) -> None:
        try:
            self._candidates[name].decode(piece, final)
        except UnicodeDecodeError as problem:
            del self._candidates[name]
            # What the decoder was given may begin before the piece, or behind a mark, but ends with it.
            place = len(piece) - (len(problem.object) - problem.start)
            line = self._line + piece[: max(place, 0)].count(b"\n")
            self._problems[name] = (self._seen + place, line)

    def _refusal(self) -> PrintFileRefused:
        name, (place, line) = max(self._problems.items(), key=lambda item: item[1])
        return PrintFileRefused(
            f"Indexets teckenkodning går inte att förstå: rad {line} har ett tecken (byte nummer {place + 1} i "
            f"filen) som inte går att läsa som {TITLES[name]}. Spara indexet som UTF-8.",
            f"The index's character encoding cannot be understood: line {line} has a character (byte number "
            f"{place + 1} of the file) that cannot be read as {TITLES[name]}. Save the index as UTF-8.",
        )


def _possible(first: bytes) -> list[str]:
    """By the mark at the beginning, or by the zero bytes that Latin letters have in UTF-16; likeliest first."""
    for mark, name in _MARKS:
        if first.startswith(mark):
            return [name]
    if first.startswith(codecs.BOM_UTF8):
        return [UTF8]
    if first[1:2] == b"\0":
        return ["utf-16-le", UTF8, WINDOWS]
    if first[:1] == b"\0":
        return ["utf-16-be", UTF8, WINDOWS]
    return [UTF8, WINDOWS]
