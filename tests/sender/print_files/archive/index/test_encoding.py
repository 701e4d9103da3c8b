"""Which encoding an index is in: found by its bytes alone, or refused with the place of the first wrong one."""

from __future__ import annotations

import codecs

import pytest

from sender.print_files.archive.index import encoding
from sender.print_files.archive.refusals import PrintFileRefused

TEXT = "identitetsnummer;pdf;rubrik\n192705178354;a.pdf;Räksmörgås – 100 kr\n"
LINE = "identitetsnummer;pdf;rubrik\r\n192705178354;a.pdf;{}\r\n"


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


@pytest.mark.parametrize(
    ("codec", "title"), [("cp850", "MS-DOS (850)"), ("mac_roman", "Macintosh"), ("cp1252", "Windows-1252")]
)
@pytest.mark.parametrize("size", [1, 7, 1_000])
@pytest.mark.parametrize(
    "subject", ["Räkning för Åsa", "Åtgärd är klar", "Ärende", "Österåker", "Idé om en gång", "Räkning, 100 £"]
)
def test_what_excel_saves_for_dos_and_macintosh_is_read(codec: str, title: str, size: int, subject: str) -> None:
    data = LINE.format(subject).encode(codec)

    found = encoding.encoding_of(data[begins : begins + size] for begins in range(0, len(data), size))

    assert (encoding.TITLES[found], data.decode(found)) == (title, LINE.format(subject))


@pytest.mark.parametrize(
    "subject", ["Avgift ”100 €”", "Nu… och ‘sen’", "Pris 5€; –", "Café", "Šarić får avslag", "Żabka™ får bidrag"]
)
def test_signs_of_windows_are_no_letters_of_others(subject: str) -> None:
    data = LINE.format(subject).encode("cp1252", "ignore")

    assert encoding.encoding_of([data]) == encoding.WINDOWS


@pytest.mark.parametrize("bad", [b"\xe5", b"\xff", b"\x81", b"\xc3"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_bad_byte_does_not_make_nonsense_of_utf8(bad: bytes, place: int) -> None:
    lines = [LINE.format(f"Räkning för Åsa {number}").encode() for number in range(3)]
    lines[place] += b"x" + bad + b"x;b.pdf;R\n"

    with pytest.raises(PrintFileRefused) as refusal:
        encoding.encoding_of(lines)

    assert "cannot be read as UTF-8" in refusal.value.text.english


def test_nothing_is_utf8() -> None:
    assert encoding.encoding_of([]) == encoding.UTF8


@pytest.mark.parametrize(
    ("data", "line", "byte", "title"),
    [
        (b"ett\ntv\x81\n", 2, 7, "UTF-8"),
        ("\ufeffÅsa\n".encode() + b"\xe5\n", 2, 9, "UTF-8"),
        (b"\xff\xfea\0\n\0\x00\xd8", 2, 7, "UTF-16"),
    ],
)
def test_the_first_character_that_fits_nowhere_is_named(data: bytes, line: int, byte: int, title: str) -> None:
    with pytest.raises(PrintFileRefused) as refusal:
        encoding.encoding_of([data])

    assert f"rad {line} har ett tecken (byte nummer {byte} i filen)" in refusal.value.text.swedish
    assert f"cannot be read as {title}" in refusal.value.text.english


@pytest.mark.parametrize("end", [b"\x1a", b"\n", b"\0", b" "])
@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be"])
def test_half_a_character_that_a_program_adds_to_utf16_is_passed_over(name: str, end: bytes) -> None:
    found = encoding.encoding_of([TEXT.encode(name), end])

    assert (TEXT.encode(name) + end).decode(found, "ignore").removeprefix("\ufeff") == TEXT


@pytest.mark.parametrize("name", ["utf-32", "utf-32-le"])
def test_utf32_is_not_taken_for_utf16(name: str) -> None:
    assert TEXT.encode(name).decode(encoding.encoding_of([TEXT.encode(name)])) == TEXT


@pytest.mark.parametrize("size", [1, 2, 5, 1_000])
@pytest.mark.parametrize(("codec", "title"), [("cp1252", "Windows-1252"), ("cp850", "MS-DOS (850)")])
def test_a_mark_of_utf8_before_text_that_is_none_is_passed_over(codec: str, title: str, size: int) -> None:
    data = codecs.BOM_UTF8 + LINE.format("Räkning för Åsa").encode(codec)

    found = encoding.encoding_of(data[begins : begins + size] for begins in range(0, len(data), size))

    assert encoding.TITLES[found] == title
    assert data.decode(found).removeprefix(codecs.BOM_UTF8.decode(found)) == LINE.format("Räkning för Åsa")


@pytest.mark.parametrize("subject", ["Avgift 5 € i år", "Avgift €5", "1 200\u00a0€"])
def test_the_euro_sign_of_iso_8859_15_is_read(subject: str) -> None:
    data = LINE.format(subject).encode("iso8859-15")

    assert data.decode(encoding.encoding_of([data])) == LINE.format(subject)


@pytest.mark.parametrize("subject", ["¤ Punkt ett", "Sol ¤ vår", "”5 ¤” – ½ år", "½ år å 100 kr"])
def test_a_sign_that_is_no_euro_is_left_as_it_is(subject: str) -> None:
    data = LINE.format(subject).encode("cp1252")

    assert data.decode(encoding.encoding_of([data])) == LINE.format(subject)


@pytest.mark.parametrize(
    "subject", ["Avgift 5 € i år", "2 å", "Sol ö", "Müller", "Zürich", "MÜLLER", "SMÅ ÄRENDEN", "Å, ä och ö."]
)
@pytest.mark.parametrize("codec", ["cp858", "cp1252", "mac_roman"])
def test_words_of_one_letter_and_german_names_tell_encodings_apart(codec: str, subject: str) -> None:
    data = LINE.format(subject).encode(codec)

    assert data.decode(encoding.encoding_of([data])) == LINE.format(subject)
