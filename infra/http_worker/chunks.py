"""Find the end of a body that comes in chunks. Source: RFC 9112, 7.1."""

import re
from typing import Final

MAX_LINE: Final = 16_384
"""Bytes of a line with a size, and of all trailers. gunicorn refuses half of it."""
_SIZE: Final = re.compile(rb"[0-9A-Fa-f]{1,16}")


class ChunkScanner:
    """Reads pieces as they come, and tells when the body is over.

    What is malformed ends the body: gunicorn's parser then says what is wrong with it.
    """

    def __init__(self) -> None:
        self.is_over = False
        self._left = 0
        """Bytes of the chunk, and of the line end after it, that have not come."""
        self._line = b""
        self._is_trailer = False

    def take(self, piece: bytes) -> None:
        place = 0
        while place < len(piece) and not self.is_over:
            if self._left:
                step = min(self._left, len(piece) - place)
                self._left, place = self._left - step, place + step
            else:
                place = self._take_line_from(piece, place)

    def _take_line_from(self, piece: bytes, place: int) -> int:
        end = piece.find(b"\n", place) + 1
        self._line += piece[place : end or len(piece)]
        if len(self._line) > MAX_LINE:
            self.is_over = True
        elif end:
            line, self._line = self._line.strip(b"\r\n"), b""
            self._take_line(line)
        return end or len(piece)

    def _take_line(self, line: bytes) -> None:
        if self._is_trailer:
            self.is_over = not line
            return
        size = _size_in(line)
        if size is None:
            self.is_over = True
        elif size:
            self._left = size + len(b"\r\n")
        else:
            self._is_trailer = True


def _size_in(line: bytes) -> int | None:
    digits = line.partition(b";")[0].strip()
    return int(digits, 16) if _SIZE.fullmatch(digits) else None
