"""Which encoding the text of an index is in, found by reading it through once.

UTF-8, UTF-16, or one of three old ones that all read any bytes: that of Windows, and those in which Excel writes
"CSV (MS-DOS)" and "CSV (Macintosh)". Of these, the one in which most Swedish letters stand where words have them.
"""

import codecs
import re
from collections.abc import Iterable, Mapping
from typing import Final, NoReturn

from sender.print_files.archive.refusals import PrintFileRefused

UTF8: Final = "utf-8-sig"
"""With or without a byte order mark."""
WINDOWS: Final = "cp1252"
OLD: Final = (WINDOWS, "cp858", "mac_roman")
"""The likeliest first. Code page 858 is 850 with a euro sign."""
LATIN_9: Final = "iso8859-15"
BROKEN_MARKS: Final = tuple(codecs.BOM_UTF8.decode(name) for name in OLD)
"""A byte order mark before text that is not UTF-8, as programs write that put it before any file."""
_EURO: Final = re.compile(rb"\d[ \xa0]?\xa4|\xa4 ?\d")
"""The euro sign of ISO 8859-15 beside a number. In Windows-1252 it would be a sign that nobody writes."""
_ONLY_WINDOWS: Final = re.compile(rb"[\x80-\x9f]")
_ENOUGH: Final = 4
"""Bytes that show a mark."""
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The longer ones first, of which shorter ones are the beginning."""
_HALF_AT_END: Final = (b"\x1a", b"\n", b"\r", b" ", b"\0")
"""Half a character of UTF-16 that a program has added which takes the file for another encoding."""
TITLES: Final = {
    UTF8: "UTF-8",
    WINDOWS: "Windows-1252",
    LATIN_9: "ISO 8859-15",
    "cp858": "MS-DOS (850)",
    "mac_roman": "Macintosh",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "utf-32-le": "UTF-32",
}


def _letters_in_words(encoding: str) -> re.Pattern[bytes]:
    """Swedish letters within words, capitals that begin a word or stand among such, and words of one letter.

    Marks of another encoding do not stand so.
    """
    small, capital, among, word, first = (
        re.escape(text.encode(encoding)) for text in ("åäöéü", "ÅÄÖÉ", "ÅÄÖÉÜ", "åäö", "å")
    )
    lower, upper, gap = b"a-z" + small, b"A-Z" + among, rb"\s;,|"
    letter = lower + upper
    places = (
        b"(?<=[%b][%b])(?=[%b])" % (lower, small, letter),
        b"(?<=[%b][%b])(?=[%b])" % (letter, small, lower),
        b"(?<=[^%b][%b])(?=[%b])" % (letter, capital, letter),
        b"(?<=[%b][%b])(?=[%b])" % (upper, among, upper),
        b"(?<=[%b][%b])(?=[.%b])" % (gap, word, gap),
        # Of the small letters only å: the others would be quotation marks, and Š, which begin words as well.
        b"(?<=[%b][%b])(?=[%b])" % (gap, first, lower),
    )
    return re.compile(b"[%b](?:%b)" % (small + among, b"|".join(places)))


_BEYOND_ASCII: Final = bytes(range(0x80, 0x100))
_SIGNS: Final[Mapping[str, re.Pattern[bytes]]] = {
    UTF8: re.compile("|".join("åäöÅÄÖéÉ").encode()),
    **{name: _letters_in_words(name) for name in OLD},
}
"""What shows that a text is in an encoding; of UTF-8 also where a byte of it is spoilt."""


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
        self._signs = dict.fromkeys(_SIGNS, 0)
        self._tail = b""
        self._has_euro = self._is_windows = False
        self.read_piece(beginning)

    def read_piece(self, piece: bytes) -> None:
        for name in list(self._candidates):
            self._try(name, piece)
        self._count_signs(piece)
        self._tail = (self._tail + piece)[-2:]
        self._seen += len(piece)
        self._line += piece.count(b"\n")

    def likeliest_encoding(self) -> str:
        for name in list(self._candidates):
            self._try(name, b"", final=True)
        first = next(iter(self._candidates), "")
        if first not in OLD:
            return first or self._refuse_worst()
        likeliest = max((UTF8, *OLD), key=lambda name: self._signs[name])
        if not self._signs[likeliest]:
            return self._name_of_windows() if first == WINDOWS else self._refuse_worst()
        if likeliest not in self._candidates:
            raise self._refusal(likeliest)
        return self._name_of_windows() if likeliest == WINDOWS else likeliest

    def _name_of_windows(self) -> str:
        return LATIN_9 if self._has_euro and not self._is_windows else WINDOWS

    def _refuse_worst(self) -> NoReturn:
        raise self._refusal(max(self._problems, key=lambda name: self._problems[name]))

    def _count_signs(self, piece: bytes) -> None:
        if UTF8 in self._candidates:
            # Of a text that is UTF-8 so far, each letter beyond ASCII is one: two bytes.
            piece = piece if self._seen else piece.removeprefix(codecs.BOM_UTF8)
            self._signs[UTF8] += (len(piece) - len(piece.translate(None, _BEYOND_ASCII))) // 2
            return
        # A sign is two bytes, or one with a letter on each side: what the tail holds whole was counted before.
        data = self._tail + piece
        if data.isascii():
            return
        for name, pattern in _SIGNS.items():
            self._signs[name] += sum(1 for found in pattern.finditer(data) if found.start() or not self._tail)
        self._has_euro = self._has_euro or _EURO.search(data) is not None
        self._is_windows = self._is_windows or _ONLY_WINDOWS.search(data) is not None

    def _try(self, name: str, piece: bytes, *, final: bool = False) -> None:
        try:
            self._candidates[name].decode(piece, final)
        except UnicodeDecodeError as problem:
            if final and name.startswith("utf-16") and problem.object in _HALF_AT_END:
                return
            del self._candidates[name]
            # What the decoder was given may begin before the piece, or behind a mark, but ends with it.
            place = len(piece) - (len(problem.object) - problem.start)
            line = self._line + piece[: max(place, 0)].count(b"\n")
            self._problems[name] = (self._seen + place, line)

    def _refusal(self, name: str) -> PrintFileRefused:
        place, line = self._problems[name]
        return PrintFileRefused(
            f"Indexets teckenkodning går inte att förstå: rad {line} har ett tecken (byte nummer {place + 1} i "
            f"filen) som inte går att läsa som {TITLES[name]}. Spara indexet som UTF-8.",
            f"The index's character encoding cannot be understood: line {line} has a character (byte number "
            f"{place + 1} of the file) that cannot be read as {TITLES[name]}. Save the index as UTF-8.",
        )


def _possible(first: bytes) -> list[str]:
    """By the mark at the beginning, or by the zero bytes that Latin letters have in UTF-16; likeliest first."""
    # The mark of UTF-32 begins with that of UTF-16, and so does a text of UTF-16 whose first character is NUL.
    if marked := [name for mark, name in _MARKS if first.startswith(mark)]:
        return marked
    if first[1:4] == b"\0\0\0":
        return ["utf-32-le", UTF8, *OLD]
    if first[1:2] == b"\0":
        return ["utf-16-le", UTF8, *OLD]
    if first[:1] == b"\0":
        return ["utf-16-be", UTF8, *OLD]
    return [UTF8, *OLD]
