"""Which encoding an index is in: found by its bytes alone, or refused with the place of the first wrong one."""

from __future__ import annotations

import pytest

from sender.print_files.archive import encoding
from sender.print_files.archive.refusals import PrintFileRefused

TEXT = "identitetsnummer;pdf;rubrik\n192705178354;a.pdf;Räksmörgås – 100 kr\n"


@pytest.mark.parametrize(
    ("codec", "title"),
    [
        ("ascii", "UTF-8"),
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 1_000])
def test_the_encoding_of_an_index_is_found(codec: str, title: str, size: int) -> None:
    data = TEXT.encode(codec, "ignore")
    text = data.decode(codec)

    found = encoding.encoding_of(data[begins : begins + size] for begins in range(0, len(data), size))

    assert encoding.TITLES[found] == title
    assert data.decode(found).removeprefix("\ufeff") == text.removeprefix("\ufeff")


def test_nothing_is_utf8() -> None:
    assert encoding.encoding_of([]) == encoding.UTF8


@pytest.mark.parametrize(
    ("data", "line", "byte", "title"),
    [
        (b"ett\ntv\x81\n", 2, 7, "UTF-8"),
        (b"\xef\xbb\xbfett\n\xe5\n", 2, 8, "UTF-8"),
        (b"\xff\xfea\0\n\0\x00\xd8", 2, 7, "UTF-16"),
    ],
)
def test_the_first_character_that_fits_nowhere_is_named(data: bytes, line: int, byte: int, title: str) -> None:
    with pytest.raises(PrintFileRefused) as refusal:
        encoding.encoding_of([data])

    assert f"rad {line} har ett tecken (byte nummer {byte} i filen)" in refusal.value.text.swedish
    assert f"cannot be read as {title}" in refusal.value.text.english
