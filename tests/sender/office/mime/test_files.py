"""Files that come with a mail: each has a name and a type that every mailbox takes."""

import pytest

from infra.message_rules.file_types import DOCX as DOCX_TYPE
from tests import cast
from tests.infra.message_rules.files import CALENDAR, DOC, DOCX
from tests.sender.office.conftest import with_pdf, written
from tests.sender.office.mime.mails import raw, text_of


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
