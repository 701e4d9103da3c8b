"""The kind of a file is read from its bytes, not from its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.message_rules.file_types import BEGINS_WITHIN, FILE_TYPES, ContentKind, ending_of, recognise_content

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("octets", "content"),
    [
        (b"%PDF-1.7\n", ContentKind.PDF),
        (BYTE_ORDER_MARK + b"%PDF-1.4", ContentKind.PDF),
        (b"\r\n\0 %PDF-1.4", ContentKind.PDF),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4", ContentKind.PDF),
        (b"BEGIN:VCALENDAR\r\n", ContentKind.CALENDAR),
        (b"begin:vcalendar\n", ContentKind.CALENDAR),
        (BYTE_ORDER_MARK + b"BEGIN:VCALENDAR", ContentKind.CALENDAR),
        (OLE + utf16("WordDocument"), ContentKind.WORD_BINARY),
        (OLE + b"nothing more is known of it", ContentKind.WORD_BINARY),
        (ZIP + b"word/document.xml", ContentKind.WORD_XML),
    ],
)
def test_the_kinds_that_a_mailbox_takes_are_known_by_their_content(octets: bytes, content: ContentKind) -> None:
    assert recognise_content(octets) is content


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"Hej!",
        b"%PDX-1.7",
        b"BEGIN:VCARD",
        ZIP + b"xl/workbook.xml",
        ZIP + b"word/document.xml word/vbaProject.bin",
        OLE + utf16("Workbook"),
        OLE + utf16("PowerPoint Document"),
        OLE + utf16("__substg1.0_"),
        OLE + utf16("VisioDocument"),
    ],
)
def test_other_files_are_of_no_kind_though_the_container_is_the_same(octets: bytes) -> None:
    assert recognise_content(octets) is None


@pytest.mark.parametrize(
    "disguise",
    [b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"#!/bin/sh\n", b"<html>", b"{", ZIP],
)
def test_a_file_of_another_kind_is_no_pdf_because_it_holds_the_words(disguise: bytes) -> None:
    assert recognise_content(disguise + b"%PDF-1.7") is None
    assert recognise_content(BYTE_ORDER_MARK + disguise + b"%PDF-1.7") is None


def test_a_word_document_with_a_sheet_embedded_is_still_a_word_document() -> None:
    assert recognise_content(OLE + utf16("Workbook") + utf16("WordDocument")) is ContentKind.WORD_BINARY


def test_a_pdf_begins_within_its_first_kilobyte() -> None:
    latest = BEGINS_WITHIN - len(b"%PDF-")

    assert recognise_content(b"x" * latest + b"%PDF-1.7") is ContentKind.PDF
    assert recognise_content(b"x" * (latest + 1) + b"%PDF-1.7") is None


@given(st.binary(max_size=200), st.sampled_from([b"", OLE, ZIP, b"%PDF-", b"BEGIN:VCALENDAR"]))
def test_any_bytes_are_of_one_kind_or_none(octets: bytes, beginning: bytes) -> None:
    assert recognise_content(beginning + octets) in {None, *ContentKind}


@pytest.mark.parametrize(
    ("filename", "ending"),
    [
        ("beslut.pdf", ".pdf"),
        ("BESLUT.PDF", ".pdf"),
        ("beslut.slutlig.docx", ".docx"),
        ("beslut.pdf.exe", ".exe"),
        ("beslut.pdf. . ", ".pdf"),
        ("bild.mp4", ".mp4"),
        ("arkiv.7z", ".7z"),
        ("ansökan.åäö", ".åäö"),
        ("beslut", ""),
        ("Beslut 3.2026", ""),
        ("beslut.", ""),
        ("a.elevenchars1", ""),
        ("", ""),
    ],
)
def test_an_ending_has_a_letter_in_it_and_is_given_in_lower_case(filename: str, ending: str) -> None:
    assert ending_of(filename) == ending


@given(st.text(max_size=40))
def test_an_ending_of_any_name_is_empty_or_a_dot_and_some_signs(filename: str) -> None:
    ending = ending_of(filename)

    assert not ending or (ending.startswith(".") and len(ending) > 1)
    assert ending == ending.lower()


def test_the_usual_ending_of_each_type_is_found_again_in_a_name() -> None:
    for kind in FILE_TYPES.values():
        for ending in kind.endings:
            assert ending_of(f"Årsbesked 2026{ending}") == ending
