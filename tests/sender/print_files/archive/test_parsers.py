"""The index parsers against everything that hypothesis can think of."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from sender.print_files.archive.index import csv_index, encoding, lines, xml_index
from sender.print_files.archive.index.lines import COLUMNS, REQUIRED, IndexLine
from sender.print_files.archive.index.xml_index import NAMESPACE, SCHEMA
from sender.print_files.archive.refusals import LineRefused, PrintFileRefused
from tests import cast

XML_CHARACTERS = st.characters(min_codepoint=0x20, max_codepoint=0xFFFD, exclude_categories=["Cs"]) | st.just("\n")
TEXTS = st.text(XML_CHARACTERS, max_size=30)
NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20).map(lambda text: f"{text}.pdf")
LETTERS = st.fixed_dictionaries(
    {
        "identitetsnummer": st.sampled_from([cast.ARVID, cast.MARIA, "556000-0001", "nobody"]),
        "pdf": NAMES,
        "rubrik": TEXTS,
        "text": TEXTS,
        "referens": TEXTS,
        "skyddsklass": st.sampled_from(["", "2", "3", "1", "x"]),
    }
)


def as_csv(letters: Sequence[dict[str, str]], separator: str = ";") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(COLUMNS), delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(letters)
    return out.getvalue()


def as_xml(letters: Sequence[dict[str, str]]) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}utskriftsfil", nsmap={None: NAMESPACE})
    for letter in letters:
        element = etree.SubElement(root, f"{{{NAMESPACE}}}brev")
        for name, value in letter.items():
            etree.SubElement(element, f"{{{NAMESPACE}}}{name}").text = value
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def read_csv(data: bytes) -> list[IndexLine]:
    return list(csv_index.read_lines(io.BytesIO(data), encoding.encoding_of([data])))


def read_xml(data: bytes) -> list[IndexLine]:
    return list(xml_index.read_lines(io.BytesIO(data)))


@given(st.lists(LETTERS, max_size=5), st.sampled_from(";,\t"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_csv_gives_back_what_was_written(letters: list[dict[str, str]], separator: str, codec: str) -> None:
    found = read_csv(as_csv(letters, separator).encode(codec))

    assert found == [lines.line_of(number, letter) for number, letter in enumerate(letters, start=1)]


@given(st.lists(LETTERS, max_size=5))
def test_xml_gives_back_what_was_written(letters: list[dict[str, str]]) -> None:
    found = read_xml(as_xml(letters))

    assert found == [lines.line_of(number, letter) for number, letter in enumerate(letters, start=1)]


@given(st.binary(max_size=300))
@example(b'identitetsnummer;pdf;rubrik\n"\n')
@example(b"\xff\xfe\x00")
def test_any_bytes_as_csv_are_lines_or_a_refusal(data: bytes) -> None:
    with suppress(PrintFileRefused):
        read_csv(data)


@given(st.text(max_size=100))
def test_any_text_below_a_good_header_is_lines_or_a_refusal(text: str) -> None:
    try:
        found = read_csv((";".join(REQUIRED) + "\n" + text).encode("utf-8", "surrogatepass"))
    except PrintFileRefused:
        return
    assert [line.number for line in found] == list(range(1, len(found) + 1))


@given(st.binary(max_size=300))
def test_any_bytes_as_xml_are_lines_or_a_refusal(data: bytes) -> None:
    with suppress(PrintFileRefused):
        read_xml(data)


@given(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=60)))
def test_any_columns_are_a_letter_that_can_be_stored_or_one_that_says_why_not(values: dict[str, str]) -> None:
    line = lines.line_of(1, values)

    assert line.problem or (len(line.recipient) == 12 and line.pdf and line.subject)
    assert "\0" not in line.identity + line.pdf
    assert len(line.identity) <= 40


@given(st.text(max_size=20))
def test_any_text_is_twelve_digits_or_refused_by_name(text: str) -> None:
    with suppress(LineRefused):
        number = lines.recipient_of(text)
        assert len(number) == 12
        assert number.isdigit()


@given(st.text(), st.integers(1, 7), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
@example("a\0b", 7, "utf-8")
@example("\0b", 1, "utf-8")
@example("\0b", 1, "utf-16")
@example("", 1, "utf-8")
def test_an_encoding_is_found_however_the_text_is_cut_into_pieces(text: str, size: int, codec: str) -> None:
    data = text.encode(codec, "replace")
    found = encoding.encoding_of(data[place : place + size] for place in range(0, len(data), size))

    assert "\0" in text or data.decode(found) == data.decode(codec).removeprefix("\ufeff")
    # Half a character at the end is passed over, as the reader does.
    data.decode(found, "ignore")


def test_the_schema_takes_what_the_parser_takes() -> None:
    schema = etree.XMLSchema(file=str(SCHEMA))
    letter = {"identitetsnummer": "19270517-8354", "pdf": "brev/a.pdf", "rubrik": "Hej", "skyddsklass": "3"}

    schema.assertValid(etree.fromstring(as_xml([letter])))
    assert not read_xml(as_xml([letter]))[0].problem


@pytest.mark.parametrize("name", REQUIRED)
def test_the_schema_refuses_what_the_parser_refuses(name: str) -> None:
    letter = {"identitetsnummer": cast.ARVID, "pdf": "a.pdf", "rubrik": "Hej"}
    letter[name] = ""

    assert not etree.XMLSchema(file=str(SCHEMA)).validate(etree.fromstring(as_xml([letter])))
    assert read_xml(as_xml([letter]))[0].problem
