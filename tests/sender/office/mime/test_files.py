"""Files that come with a mail: each has a name and a type that every mailbox takes."""

import base64
import struct

import pytest

from infra.message_rules.file_types import DOCX as DOCX_TYPE
from tests import cast
from tests.infra.message_rules.files import CALENDAR, DOC, DOCX
from tests.sender.office.conftest import with_pdf, written
from tests.sender.office.mime.mails import raw, refused, text_of


def test_an_invitation_comes_with_its_calendar_file() -> None:
    mail = written(text="Välkommen till samtal.")
    mail.add_alternative(CALENDAR.decode(), subtype="calendar", params={"method": "REQUEST"})

    text = text_of(mail)

    assert text.body == "Välkommen till samtal."
    assert [(item.filename, item.content_type) for item in text.attachments] == [("bilaga.ics", "text/calendar")]


def test_two_files_with_one_name_get_two() -> None:
    text = text_of(with_pdf(with_pdf(written()), content=cast.PDF + b" "))

    assert [item.filename for item in text.attachments] == ["beslut.pdf", "beslut (2).pdf"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("..\\..\\C:\\Beslut.pdf", "Beslut.pdf"),
        ("../../etc/beslut.pdf", "beslut.pdf"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
        ("Bes\x01lut.pdf", "Bes lut.pdf"),
        ("beslut", "beslut.pdf"),
        ("", "bilaga.pdf"),
        ("=?utf-8?Q?=C3=85r.pdf?=", "År.pdf"),
        ("R%C3%A4kning.pdf", "Räkning.pdf"),
        ("100%25 klart.pdf", "100%25 klart.pdf"),
        ("'beslut.pdf'", "beslut.pdf"),
        ("beslut\u202efdp.pdf", "beslutfdp.pdf"),
    ],
)
def test_a_file_has_a_name_that_every_mailbox_takes(name: str, shown: str) -> None:
    mail = raw(
        "--a\n\nHej\n--a\nContent-Type: application/pdf\n"
        f'Content-Disposition: attachment; filename="{name}"\n\n%PDF-1.4\n--a--\n'.replace("\\", "\\\\"),
        "Content-Type: multipart/mixed; boundary=a",
    )

    assert [item.filename for item in text_of(mail).attachments] == [shown]


@pytest.mark.parametrize(
    ("main", "sub", "name", "content", "kind"),
    [
        ("application", "octet-stream", "Beslut.PDF", cast.PDF, "application/pdf"),
        ("application", "x-pdf", "beslut", cast.PDF, "application/pdf"),
        ("application", "octet-stream", "b.docx", DOCX, DOCX_TYPE.content_type),
        ("application", "msword", "b.doc", DOC, "application/msword"),
        ("application", "ics", "mote.ics", CALENDAR, "text/calendar"),
    ],
)
def test_a_file_gets_the_type_that_mailboxes_know(
    main: str, sub: str, name: str, content: bytes, kind: str
) -> None:
    mail = written()
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name)

    assert [item.content_type for item in text_of(mail).attachments] == [kind]


def part_of(content: bytes, *heads: str) -> bytes:
    """A mail of a text and a file, whose part has these heads."""
    code = base64.encodebytes(content).decode()
    head = "\n".join([*heads, "Content-Transfer-Encoding: base64"])
    body = f"--b\nContent-Type: text/plain\n\nHej!\n--b\n{head}\n\n{code}\n--b--\n"
    return raw(body, "Content-Type: multipart/mixed; boundary=b")


def apple_single(kind: int, content: bytes) -> bytes:
    head = struct.pack(">4s4x16xH", b"\x00\x05\x16\x00", 1)
    return head + struct.pack(">3I", kind, len(head) + 12, len(content)) + content


@pytest.mark.parametrize("declared", ["application/applefile", "application/octet-stream"])
def test_a_file_that_a_mac_has_packed_is_attached(declared: str) -> None:
    mail = part_of(apple_single(1, cast.PDF), f'Content-Type: {declared}; name="Beslut.pdf"')

    assert [(item.filename, item.content) for item in text_of(mail).attachments] == [("Beslut.pdf", cast.PDF)]


@pytest.mark.parametrize("packed", [apple_single(9, b"icon"), apple_single(1, b"")[:20], b"\x00\x05\x16\x07x"])
def test_what_a_mac_adds_beside_a_file_is_left_out(packed: bytes) -> None:
    assert text_of(part_of(packed, 'Content-Type: application/applefile; name="Beslut.pdf"')).attachments == []


def test_a_program_that_a_mac_has_packed_is_refused() -> None:
    assert "a.exe" in refused(part_of(apple_single(1, b"MZ"), 'Content-Type: application/applefile; name="a.exe"'))


@pytest.mark.parametrize("name", ["smime.p7s", "signature.asc"])
def test_a_signature_without_its_type_is_no_file_of_the_letter(name: str) -> None:
    mail = part_of(
        b"0\x82", "Content-Type: application/octet-stream", f"Content-Disposition: attachment; filename={name}"
    )

    assert (text_of(mail).body, text_of(mail).attachments) == ("Hej!", [])


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["beslut.pdf", "Beslut.PDF"], ["beslut.pdf", "Beslut (2).PDF"]),
        (
            ["beslut.pdf", "beslut.pdf", "beslut (2).pdf"],
            ["beslut.pdf", "beslut (2).pdf", "beslut (2) (2).pdf"],
        ),
        (["beslut (2).pdf", "beslut.pdf", "beslut.pdf"], ["beslut (2).pdf", "beslut.pdf", "beslut (3).pdf"]),
    ],
)
def test_no_file_replaces_another_in_a_folder(names: list[str], kept: list[str]) -> None:
    mail = written()
    for number, name in enumerate(names):
        with_pdf(mail, name, cast.PDF + b" " * number)

    assert [item.filename for item in text_of(mail).attachments] == kept
