"""Mails as programs and machines write them: what every e-mail program shows is in the letter."""

import base64

import pytest

from tests import cast
from tests.infra.message_rules.files import CALENDAR
from tests.sender.office.conftest import with_pdf, written
from tests.sender.office.mime.mails import PNG, raw, refused, text_of

OF_PDF = base64.b64encode(cast.PDF).decode()
OF_PNG = base64.b64encode(PNG).decode()
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0" + b"\0" * 20).decode()
SHOWN_PNG = f"data:image/png;base64,{OF_PNG}"


def parts(*each: str, kind: str = "mixed", boundary: str = "a", end: str = "--a--\n") -> bytes:
    body = "".join(f"--{boundary}\n{part}\n" for part in each) + end
    return raw(body, f'Content-Type: multipart/{kind}; boundary="{boundary}"')


def coded(content_type: str, code: str = OF_PDF, *headers: str) -> str:
    lines = [*([f"Content-Type: {content_type}"] if content_type else []), *headers]
    return "\n".join([*lines, "Content-Transfer-Encoding: base64", "", code])


def attached(name: str) -> str:
    return f'Content-Disposition: attachment; filename="{name}"'


HEJ = "Content-Type: text/plain; charset=utf-8\n\nHej Åsa!"


def enclosed(mail: bytes) -> list[tuple[str, str, bytes]]:
    return [(item.filename, item.content_type, item.content) for item in text_of(mail).attachments]


# Names of files


@pytest.mark.parametrize(
    "disposition",
    [
        'attachment; filename="Räkning för Åsa.pdf"',
        "attachment; filename=Räkning för Åsa.pdf",
        "attachment; filename*=UTF-8''R%C3%A4kning%20f%C3%B6r%20%C3%85sa.pdf",
        "attachment; filename*=iso-8859-1'sv'R%E4kning%20f%F6r%20%C5sa.pdf",
        "attachment; filename=\"R.pdf\"; filename*=UTF-8''R%C3%A4kning%20f%C3%B6r%20%C3%85sa.pdf",
        "attachment; filename*=UTF-8''R%C3%A4kning%20f%C3%B6r%20%C3%85sa.pdf; filename=\"R.pdf\"",
        "attachment;\n filename*0*=UTF-8''R%C3%A4kning%20f;\n filename*1*=%C3%B6r%20;\n filename*2*=%C3%85sa.pdf",
        "attachment;\n filename*0*=UTF-8''R%C3%A4kning%20f%C3%B6r;\n filename*1=\" \";\n filename*2*=%C3%85sa.pdf",
        'attachment; filename="=?utf-8?Q?R=C3=A4kning_f=C3=B6r_=C3=85sa.pdf?="',
        "attachment; filename==?utf-8?B?UsOka25pbmcgZsO2ciDDhXNhLnBkZg==?=",
        'attachment;\n filename="=?iso-8859-1?Q?R=E4kning_f=F6r_?=\n =?iso-8859-1?Q?=C5sa.pdf?="',
        'attachment; filename="=?utf-8?B?UsOka25pbmcgZsO2ciDD?= =?utf-8?B?hXNhLnBkZg==?="',
        "Attachment; FILENAME=\"Räkning för Åsa.pdf\"; size=60; creation-date=\"Mon, 1 Jan 2026\"",
    ],
)  # fmt: skip
def test_a_file_s_name_is_read_in_every_form(disposition: str) -> None:
    mail = parts(HEJ, coded("application/pdf", OF_PDF, f"Content-Disposition: {disposition}"))

    assert enclosed(mail) == [("Räkning för Åsa.pdf", "application/pdf", cast.PDF)]


def test_a_name_in_latin1_is_read() -> None:
    mail = parts(HEJ, coded("application/pdf", OF_PDF, attached("Räkning.pdf")))

    assert enclosed(mail.replace("Räkning".encode(), "Räkning".encode("cp1252")))[0][0] == "Räkning.pdf"


def test_a_mac_s_name_is_written_as_others_write_it() -> None:
    name = "Ra\u0308kning fo\u0308r A\u030asa.pdf"

    assert enclosed(parts(HEJ, coded("application/pdf", OF_PDF, attached(name))))[0][0] == "Räkning för Åsa.pdf"


def test_the_name_of_the_type_serves_where_there_is_no_other() -> None:
    mail = parts(HEJ, coded('application/pdf; name="=?utf-8?Q?=C3=85r.pdf?="'))

    assert enclosed(mail) == [("År.pdf", "application/pdf", cast.PDF)]


# What a part is


@pytest.mark.parametrize(
    "label",
    ["", "document/pdf", "application/octet-stream", "application/x-pdf", "pdf", "text/plain", "image/pdf",
     "application/force-download", "application/binary", "application/vnd.pdf", "application/unknown; x", "/"],
)  # fmt: skip
def test_the_content_decides_the_type_of_a_scanner_s_file(label: str) -> None:
    mail = parts(HEJ, coded(label, OF_PDF, attached("beslut.pdf")))

    assert enclosed(mail) == [("beslut.pdf", "application/pdf", cast.PDF)]


def test_a_scanner_sends_nothing_but_the_file() -> None:
    mail = raw(OF_PDF, "Content-Type: application/pdf; name=SCAN0001", "Content-Transfer-Encoding: base64")

    assert enclosed(mail) == [("SCAN0001.pdf", "application/pdf", cast.PDF)]


def test_a_file_without_type_name_or_disposition_is_no_text() -> None:
    assert enclosed(parts(HEJ, "Content-Transfer-Encoding: base64\n\n" + OF_PDF)) == [
        ("bilaga.pdf", "application/pdf", cast.PDF)
    ]


@pytest.mark.parametrize("name", ["beslut.exe", "beslut.html", "beslut.pdf.scr", "beslut.docx"])
def test_a_pdf_under_the_name_of_something_else_is_refused(name: str) -> None:
    assert name in refused(parts(HEJ, coded("application/pdf", OF_PDF, attached(name))))


@pytest.mark.parametrize(
    "head",
    ['Content-Type: text/plain; charset=utf-8; name="brev.txt"',
     'Content-Type: text/plain; charset=utf-8\nContent-Disposition: inline; filename="brev.txt"',
     'Content-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename="ATT00001.txt"'],
)  # fmt: skip
def test_a_name_makes_no_file_of_a_text(head: str) -> None:
    text = text_of(parts(HEJ, f"{head}\n\nMer text", coded("application/pdf")))

    assert text.body.split() == ["Hej", "Åsa!", "Mer", "text"]
    assert len(text.attachments) == 1


def test_a_text_that_was_attached_is_refused_unless_it_is_empty() -> None:
    head = 'Content-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename="anteckningar.txt"'

    assert text_of(parts(HEJ, f"{head}\n\n \n")).body == "Hej Åsa!"
    assert "anteckningar.txt" in refused(parts(HEJ, f"{head}\n\nMer"))


@pytest.mark.parametrize(
    "body",
    ["<!DOCTYPE html>\n<html><body><p>Hej</p></body></html>", "<p>Hej</p>", '<div dir="ltr">Hej<br></div>',
     '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html></html>'],
)  # fmt: skip
def test_a_page_under_the_name_of_text_is_a_page(body: str) -> None:
    assert text_of(raw(f"{body}<p>Hej</p>", "Content-Type: text/plain")).body_type == "text/html"


def test_text_under_the_name_of_a_page_keeps_its_lines() -> None:
    text = text_of(raw("Hej Åsa!\n\nBeslutet < 3 dagar.", "Content-Type: text/html; charset=utf-8"))

    assert (text.body_type, text.body) == ("text/plain", "Hej Åsa!\n\nBeslutet < 3 dagar.")


# Macs and telephones


def test_of_a_mac_file_in_two_halves_the_document_is_attached() -> None:
    halves = (
        "Content-Type: multipart/appledouble; boundary=b\n\n--b\n"
        + coded("application/applefile; name=beslut.pdf", "AAUWBwACAAAAAAAAAAAAAA==")
        + "\n--b\n"
        + coded("application/pdf; name=beslut.pdf")
        + "\n--b--"
    )

    assert enclosed(parts(HEJ, halves)) == [("beslut.pdf", "application/pdf", cast.PDF)]


def test_the_half_that_only_macs_use_may_come_as_a_file() -> None:
    half = coded("application/octet-stream", "AAUWBwACAAAAAAAAAAAAAA==", attached("._beslut.pdf"))

    assert [name for name, *_ in enclosed(parts(HEJ, half, coded("application/pdf; name=beslut.pdf")))] == [
        "beslut.pdf"
    ]


@pytest.mark.parametrize("headers", [(), ("Content-ID: <7F@home>",)])
def test_a_telephone_s_picture_is_shown_between_the_texts(headers: tuple[str, ...]) -> None:
    picture = coded(
        'image/png; name="IMG_1.png"', OF_PNG, "Content-Disposition: inline; filename=IMG_1.png", *headers
    )
    after = "Content-Type: text/plain; charset=utf-8\n\nSkickat från min iPhone"

    body = text_of(parts(HEJ, picture, after)).body

    assert body.index("Hej Åsa!") < body.index(SHOWN_PNG) < body.index("min iPhone")


def test_an_inline_picture_that_the_text_shows_stands_there_once() -> None:
    html = 'Content-Type: text/html; charset=utf-8\n\n<p>Se <img src="cid:7F@home"></p>'
    picture = coded("image/png", OF_PNG, "Content-Disposition: inline; filename=a.png", "Content-ID: <7F@home>")

    assert text_of(parts(html, picture)).body.count(SHOWN_PNG) == 1


@pytest.mark.parametrize("label", ["application/octet-stream", "image/jpg", "image/pjpeg", "image/png", "x"])
def test_the_content_decides_the_type_of_a_picture(label: str) -> None:
    html = 'Content-Type: text/html; charset=utf-8\n\n<p><img src="cid:bild"></p>'
    mail = parts(html, coded(f"{label}; name=logo.png", JPEG, "Content-ID: <bild>"), kind="related")

    assert f"data:image/jpeg;base64,{JPEG}" in text_of(mail).body


def test_a_program_under_the_name_of_a_picture_is_refused() -> None:
    html = 'Content-Type: text/html; charset=utf-8\n\n<p><img src="cid:bild"></p>'
    program = base64.b64encode(b"MZ" + b"\0" * 60).decode()

    assert "logo.png" in refused(parts(html, coded("image/png; name=logo.png", program, "Content-ID: <bild>")))


def test_a_picture_may_be_shown_by_its_address() -> None:
    html = 'Content-Type: text/html; charset=utf-8\n\n<p><img src="bilder/logo.png"><img src="borta.png"></p>'
    picture = coded("image/png", OF_PNG, "Content-Location: bilder/logo.png")

    body = text_of(parts(html, picture, kind="related")).body

    assert f'<img src="{SHOWN_PNG}"><img src="borta.png">' in body


def test_a_picture_that_is_shown_without_end_is_refused() -> None:
    html = "Content-Type: text/html; charset=utf-8\n\n" + "<img src=cid:bild>\n" * 5_000
    large = base64.b64encode(PNG + b"\0" * 100_000).decode()

    assert "större än ett meddelande" in refused(parts(html, coded("image/png", large, "Content-ID: <bild>")))


# Outlook and Exchange


@pytest.mark.parametrize("label", ["application/ms-tnef", "application/octet-stream"])
def test_what_only_outlook_can_read_is_refused_by_its_content(label: str) -> None:
    tnef = base64.b64encode(b"\x78\x9f\x3e\x22" + b"\0" * 60).decode()

    assert "Outlook" in refused(parts(HEJ, coded(label, tnef)))


def test_an_invitation_comes_with_one_calendar_file() -> None:
    code = base64.b64encode(CALENDAR).decode()
    alternative = (
        "Content-Type: multipart/alternative; boundary=b\n\n"
        f"--b\n{HEJ}\n--b\n{coded('text/calendar; method=REQUEST; charset=utf-8', code)}\n--b--"
    )

    assert enclosed(
        parts(alternative, coded("application/ics; name=invite.ics", code, attached("invite.ics")))
    ) == [("invite.ics", "text/calendar", CALENDAR)]


def test_a_calendar_file_becomes_utf8() -> None:
    calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Möte\r\nEND:VCALENDAR\r\n"
    code = base64.b64encode(calendar.encode("cp1252")).decode()

    assert enclosed(parts(HEJ, coded("text/calendar; charset=iso-8859-1", code)))[0][2] == calendar.encode()


# Signed and encrypted


@pytest.mark.parametrize("kind", ["application/pkcs7-signature; name=smime.p7s", "application/pgp-signature"])
def test_a_signed_mail_is_read_and_its_signature_left_out(kind: str) -> None:
    inner = (
        "Content-Type: multipart/mixed; boundary=b\n\n"
        f"--b\n{HEJ}\n--b\n{coded('application/pdf; name=beslut.pdf')}\n--b--"
    )

    text = text_of(parts(inner, coded(kind, "AAAA", attached("smime.p7s")), kind="signed"))

    assert text.body == "Hej Åsa!"
    assert [item.filename for item in text.attachments] == ["beslut.pdf"]


@pytest.mark.parametrize(
    "head",
    ["application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", "application/x-pkcs7-mime; name=smime.p7m",
     "application/octet-stream; name=smime.p7m"],
)  # fmt: skip
def test_what_is_encrypted_or_wrapped_in_a_signature_is_refused(head: str) -> None:
    assert "S/MIME" in refused(raw("AAAA", f"Content-Type: {head}", "Content-Transfer-Encoding: base64"))


# Structures and line ends


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\r\r\n"])
def test_lines_end_as_every_system_ends_them(end: str) -> None:
    mail = parts(HEJ, coded("application/pdf; name=beslut.pdf")).replace(b"\r\n", end.encode())

    text = text_of(mail)

    assert (text.subject, text.body) == ("Beslut", "Hej Åsa!")
    assert [item.content for item in text.attachments] == [cast.PDF]


def test_parts_lie_within_parts() -> None:
    related = (
        "Content-Type: multipart/related; boundary=c\n\n--c\nContent-Type: text/html; charset=utf-8\n\n"
        f"<p>Rik <img src=cid:x></p>\n--c\n{coded('image/png', OF_PNG, 'Content-ID: <x>')}\n--c--"
    )
    alternative = f"Content-Type: multipart/alternative; boundary=b\n\n--b\n{HEJ}\n--b\n{related}\n--b--"

    text = text_of(parts(alternative, coded("application/pdf; name=beslut.pdf")))

    assert SHOWN_PNG in text.body
    assert "Hej Åsa!" not in text.body
    assert len(text.attachments) == 1


def test_the_last_boundary_may_be_missing() -> None:
    assert text_of(parts(HEJ, coded("application/pdf; name=a.pdf"), end="")).attachments[0].content == cast.PDF


def test_a_very_long_line_is_read() -> None:
    words = "ord " * 15_000

    assert text_of(raw(words)).body.strip() == words.strip()


def test_a_mail_of_very_many_files_is_refused() -> None:
    mail = written()
    for number in range(101):
        with_pdf(mail, f"{number}.pdf", cast.PDF + str(number).encode())

    assert "fler än 100 bilagor" in refused(mail)


# Heads


@pytest.mark.parametrize(
    "line",
    ["sparad av Gateway Received: x", ">From karin Sat Nov 28", "From karin@kommun-a.example Sat Nov 28",
     "***SPAM***", "(ingen rubrik)", "Å: x", "[utanför organisationen]"],
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_line_that_is_no_header_is_passed_over(line: str, place: int) -> None:
    head = ["From: Karin <handlaggare@kommun-a.example>", "MIME-Version: 1.0", "Subject: Beslut"]
    head.insert(place, line)

    text = text_of("\r\n".join([*head, "", "Hej!"]))

    assert (text.subject, text.body) == ("Beslut", "Hej!")


def test_the_heads_of_parts_are_read_alike() -> None:
    text = text_of(parts(HEJ, "skannad här\n" + coded("application/pdf", OF_PDF, attached("a.pdf"))))

    assert [item.filename for item in text.attachments] == ["a.pdf"]


@pytest.mark.parametrize(
    "subject", ["Subject : Beslut", "SUBJECT:Beslut", "Subject:\tBeslut", "Subject:\n Beslut"]
)
def test_the_subject_is_found_however_its_line_is_written(subject: str) -> None:
    assert text_of(f"From: k@kommun-a.example\n{subject}\n\nHej!").subject == "Beslut"


def test_a_text_that_follows_the_head_without_an_empty_line_is_kept() -> None:
    text = text_of("From: k@kommun-a.example\nSubject: Beslut\nHej på dig.\nMer text\n")

    assert text.body.split() == ["Hej", "på", "dig.", "Mer", "text"]


@pytest.mark.parametrize(
    "name", ["X-Microsoft-Antispam-Message-Info", "References", "Received", "Content-Security", "Cc"]
)
def test_headers_that_servers_add_may_be_of_any_length(name: str) -> None:
    assert text_of(raw("Hej!", f"{name}: " + "x" * 100_000)).body == "Hej!"


def test_parts_whose_boundary_ends_with_a_blank_end_where_it_says() -> None:
    body = "--a b \nContent-Type: text/plain\n\nHej!\n--a b --\n"

    assert text_of(raw(body, 'Content-Type: multipart/mixed; boundary="a b "')).body == "Hej!"
