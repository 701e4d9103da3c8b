"""What becomes of mails as e-mail programs write them: each kind, and what is refused by name."""

import base64
from email.message import EmailMessage
from typing import Any

import pytest

from formedlare.office.mime import enclosures, letter
from formedlare.office.mime.letter import Letter
from formedlare.office.refusal import Refused
from formedlare.sending.compose import Text
from tests import cast
from tests.formedlare.office.conftest import with_pdf, written

DOCX = b"PK\x03\x04" + b"\0" * 30
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def read(mail: EmailMessage | bytes | str) -> Letter:
    octets = mail.encode() if isinstance(mail, str) else mail if isinstance(mail, bytes) else mail.as_bytes()
    return letter.read(octets)


def text_of(mail: EmailMessage | bytes | str) -> Text:
    return read(mail).text


def refused(mail: EmailMessage | bytes | str) -> str:
    with pytest.raises(Refused) as refusal:
        read(mail)
    assert " | " in str(refusal.value)
    return str(refusal.value)


def raw(body: str, *headers: str, subject: str = "Beslut") -> bytes:
    head = ["From: Karin <handlaggare@kommun-a.example>", f"Subject: {subject}", "MIME-Version: 1.0", *headers]
    return ("\r\n".join(head) + "\r\n\r\n" + body.replace("\n", "\r\n")).encode("utf-8", "surrogateescape")


OUTLOOK = raw(
    """\
--_004_outer
Content-Type: multipart/related; boundary="_003_related"; type="multipart/alternative"

--_003_related
Content-Type: multipart/alternative; boundary="_000_alt"

--_000_alt
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Hej Maria,

Du har f=E5tt plats p=E5 f=F6rskolan. Avgiften =E4r 1=A0500 kr =96 se bilagan.
[cid:image001.png@01D9.5F]

--_000_alt
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

<html xmlns:o=3D"urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=3D"Content-Type" content=3D"text/html; charset=3Diso-8859-1">
<style><!-- p.MsoNormal {margin:0cm;} --></style></head>
<body lang=3D"SV"><p class=3D"MsoNormal">Hej Maria,<o:p></o:p></p>
<p class=3D"MsoNormal">Du har f=E5tt plats p=E5 <b>f=F6rskolan</b>. Avgiften =E4r 1=A0500 kr =96 se bilagan.</p>
<p><img width=3D"64" src=3D"cid:image001.png@01D9.5F" alt=3D"Kommun A"></p></body></html>

--_000_alt--

--_003_related
Content-Type: image/png; name="image001.png"
Content-Description: image001.png
Content-Disposition: inline; filename="image001.png"; size=28
Content-ID: <image001.png@01D9.5F>
Content-Transfer-Encoding: base64

"""
    + base64.b64encode(PNG).decode()
    + """

--_003_related--

--_004_outer
Content-Type: application/octet-stream; name="=?iso-8859-1?Q?Beslut_f=F6rskola.pdf?="
Content-Disposition: attachment; filename="=?iso-8859-1?Q?Beslut_f=F6rskola.pdf?="; size=60
Content-Transfer-Encoding: base64

"""
    + base64.b64encode(cast.PDF).decode()
    + "\n--_004_outer--\n",
    "Thread-Topic: x",
    "X-MS-Has-Attach: yes",
    'Content-Type: multipart/mixed; boundary="_004_outer"',
    subject="=?iso-8859-1?Q?Beslut_om_f=F6rskoleplats_?=\r\n =?iso-8859-1?Q?h=F6sten?=",
)


def test_what_outlook_sends() -> None:
    text = text_of(OUTLOOK)

    assert text.subject == "Beslut om förskoleplats hösten"
    assert text.body_type == "text/html"
    assert "Du har fått plats på <b>förskolan</b>. Avgiften är 1\u00a0500 kr – se bilagan." in text.body
    assert f'src="data:image/png;base64,{base64.b64encode(PNG).decode()}"' in text.body
    assert "charset=utf-8" in text.body
    assert "iso-8859-1" not in text.body
    assert [(item.filename, item.content_type, item.content) for item in text.enclosures] == [
        ("Beslut förskola.pdf", "application/pdf", cast.PDF)
    ]


def test_the_richest_of_texts_that_say_the_same_is_taken() -> None:
    mail = written(text="Enkel")
    mail.add_alternative("<h1>Rik</h1>", subtype="html")

    text = text_of(with_pdf(mail))

    assert (text.body_type, text.body.strip(), len(text.enclosures)) == ("text/html", "<h1>Rik</h1>", 1)


def test_html_in_which_nothing_can_be_read_gives_way_to_the_plain_text() -> None:
    mail = written(text="Enkel")
    mail.add_alternative("<html><head><title>x</title></head><body>&nbsp;<p></p></body></html>", subtype="html")

    assert (text_of(mail).body_type, text_of(mail).body) == ("text/plain", "Enkel")


def test_files_within_an_alternative_and_text_after_a_file_are_kept_as_apple_mail_sends_them() -> None:
    mail = raw(
        "--a\nContent-Type: text/plain; charset=utf-8\n\nFöre\nEfter\n--a\nContent-Type: multipart/mixed; "
        "boundary=b\n\n"
        "--b\nContent-Type: text/html; charset=utf-8\n\n<p>Före</p>\n--b\nContent-Type: application/pdf; "
        "name=b.pdf\n"
        "Content-Disposition: inline; filename=b.pdf\n\n%PDF-1.4\n--b\nContent-Type: text/plain; charset=utf-8\n\n"
        "Efter <här>\n--b--\n--a--\n",
        "Content-Type: multipart/alternative; boundary=a",
    )

    text = text_of(mail)

    assert "<p>Före</p>" in text.body
    assert "<p>Efter &lt;här&gt;</p>" in text.body
    assert [item.filename for item in text.enclosures] == ["b.pdf"]


def test_a_form_for_clocks_beside_the_text_is_left_out() -> None:
    mail = written(text="Enkel")
    mail.add_alternative("<p>Klocka</p>", subtype="watch-html")

    assert text_of(mail).body == "Enkel"


def test_an_invitation_comes_with_its_calendar_file() -> None:
    mail = written(text="Välkommen till samtal.")
    mail.add_alternative(CALENDAR.decode(), subtype="calendar", params={"method": "REQUEST"})

    text = text_of(mail)

    assert text.body == "Välkommen till samtal."
    assert [(item.filename, item.content_type) for item in text.enclosures] == [("bilaga.ics", "text/calendar")]


@pytest.mark.parametrize(
    ("declared", "octets", "shown"),
    [
        ("utf-8", "Åsa är här – 5 €".encode(), "Åsa är här – 5 €"),
        ("iso-8859-1", "Åsa är här – 5 €".encode("cp1252"), "Åsa är här – 5 €"),
        ("windows-1252", "Åsa är här – 5 €".encode("cp1252"), "Åsa är här – 5 €"),
        ("us-ascii", b"\xc5sa", "Åsa"),
        ("utf-8", "Åsa".encode("cp1252"), "Åsa"),
        ("x-okänd", "Åsa".encode(), "Åsa"),
        ("utf-16", "\ufeffÅsa".encode("utf-16-le"), "Åsa"),
        ("hex", b"414243", "414243"),
    ],
)
def test_text_is_read_in_whatever_charset_it_is(declared: str, octets: bytes, shown: str) -> None:
    encoded = base64.encodebytes(octets).decode()

    mail = raw(encoded, f"Content-Type: text/plain; charset={declared}", "Content-Transfer-Encoding: base64")

    assert text_of(mail).body == shown


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("=?utf-8?B?w4VzYQ==?=", "Åsa"),
        ("=?windows-1252?Q?5_=80?= kvar", "5 € kvar"),
        ("Åsa utan kodning", "Åsa utan kodning"),
        (b"\xc5sa i latin1".decode("ascii", "surrogateescape"), "Åsa i latin1"),
        ("=?okänd?B?w4VzYQ==?=", "Åsa"),
        ("=?utf-8?B?A?= trasigt", "=?utf-8?B?A?= trasigt"),
        ("Beslut\tmed\x07 tecken", "Beslut med tecken"),
        ("VB: SV: Beslut", "VB: SV: Beslut"),
    ],
)
def test_the_subject_is_read_however_it_is_written(header: str, shown: str) -> None:
    assert text_of(raw("Hej", subject=header)).subject == shown


def test_lines_that_thunderbird_has_broken_are_whole_again() -> None:
    mail = raw(
        "Du har fått en \nplats.\n\n> citat \n> mer\n-- \nKarin\n",
        "Content-Type: text/plain; charset=utf-8; format=flowed",
    )

    assert text_of(mail).body == "Du har fått en plats.\n\n> citat \n> mer\n-- \nKarin"


def test_an_empty_text_with_a_file_says_where_the_letter_is() -> None:
    text = text_of(with_pdf(written(text="\n\u00a0\n")))

    assert text.body == "Brevet finns i den bifogade filen beslut.pdf."


def test_two_files_with_one_name_get_two() -> None:
    text = text_of(with_pdf(with_pdf(written()), content=cast.PDF + b" "))

    assert [item.filename for item in text.enclosures] == ["beslut.pdf", "beslut (2).pdf"]


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

    assert [item.filename for item in text_of(mail).enclosures] == [shown]


@pytest.mark.parametrize(
    ("main", "sub", "name", "content", "kind"),
    [
        ("application", "octet-stream", "Beslut.PDF", cast.PDF, "application/pdf"),
        ("application", "x-pdf", "beslut", cast.PDF, "application/pdf"),
        ("application", "octet-stream", "b.docx", DOCX, enclosures.DOCX),
        ("application", "msword", "b.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 9, "application/msword"),
        ("application", "ics", "mote.ics", CALENDAR, "text/calendar"),
    ],
)
def test_a_file_gets_the_type_that_mailboxes_know(
    main: str, sub: str, name: str, content: bytes, kind: str
) -> None:
    mail = written()
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name)

    assert [item.content_type for item in text_of(mail).enclosures] == [kind]


@pytest.mark.parametrize(
    ("main", "sub", "name", "content", "words"),
    [
        ("image", "jpeg", "foto.jpg", b"\xff\xd8", "Bilagan foto.jpg har typen image/jpeg"),
        ("application", "zip", "allt.zip", b"PK\x03\x04", "allt.zip"),
        ("application", "octet-stream", "virus.exe", b"MZ", "virus.exe"),
        ("text", "plain", "notes.txt", b"x", "notes.txt"),
        ("application", "ms-tnef", "winmail.dat", b'x\x9f>"', "Outlook"),
        ("application", "octet-stream", "winmail.dat", b"x", "Outlook"),
        ("application", "pdf", "tom.pdf", b"", "tom.pdf är tom eller skadad"),
        ("application", "pdf", "egentligen.pdf", b"MZ program", "egentligen.pdf"),
        ("application", "pkcs7-mime", "smime.p7m", b"x", "S/MIME"),
        ("application", "pgp-encrypted", "x.asc", b"Version: 1", "PGP"),
    ],
)
def test_a_file_that_no_mailbox_takes_is_refused_by_name(
    main: str, sub: str, name: str, content: bytes, words: str
) -> None:
    mail = written()
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name)

    assert words in refused(mail)


def test_a_forwarded_mail_as_a_file_is_refused_with_what_to_do() -> None:
    mail = written()
    mail.add_attachment(written("Inre"))

    assert "Spara det som PDF" in refused(mail)


def test_a_picture_that_the_text_does_not_show_is_refused_not_lost() -> None:
    mail = written()
    mail.add_alternative("<p>Hej</p>", subtype="html")
    html = mail.get_payload(1)
    assert isinstance(html, EmailMessage)
    html.add_related(PNG, "image", "png", cid="<logo>", filename="logo.png")

    assert "logo.png" in refused(mail)


def test_a_picture_that_the_mail_does_not_bring_is_named() -> None:
    mail = written()
    mail.add_alternative('<p><img src="cid:borta@x"></p>', subtype="html")

    assert "borta@x" in refused(mail)


def test_a_picture_on_somebodys_server_stays_an_address() -> None:
    mail = written()
    mail.add_alternative('<p>Hej<img src="https://tracker.example/1.gif"></p>', subtype="html")

    assert "https://tracker.example/1.gif" in text_of(mail).body


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        (raw("x", 'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=a'), "S/MIME"),
        (raw("x", 'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=a'), "PGP"),
        (raw("-----BEGIN PGP MESSAGE-----\n\nx"), "PGP"),
        (raw("x", "Content-Type: multipart/report; report-type=delivery-status; boundary=a"), "studs"),
        (raw("x", "Auto-Submitted: auto-replied (vacation)"), "automatiskt svar"),
        (raw("x", "X-Autoreply: yes"), "automatiskt svar"),
        (raw("x", "Content-Type: multipart/mixed"), "skadat"),
        (raw("AAA=x", "Content-Type: text/plain", "Content-Transfer-Encoding: base64"), "base64"),
        (raw("\n"), "tomt"),
        (raw("x", subject=""), "saknar ämne"),
        (raw("x", subject="å" * 256), "256 tecken"),
        (raw("x", "X-Long: " + "x" * 60_000), "X-Long"),
    ],
)  # fmt: skip
def test_what_can_be_no_letter_is_refused_by_name(mail: bytes, words: str) -> None:
    assert words in refused(mail)


def test_parts_within_parts_without_end_are_refused_quickly() -> None:
    nested = "".join(f"--{n}\nContent-Type: multipart/mixed; boundary={n + 1}\n\n" for n in range(5_000))

    assert "för många delar" in refused(raw(nested, "Content-Type: multipart/mixed; boundary=0"))


def test_the_subject_may_be_255_characters() -> None:
    assert text_of(raw("x", subject="å" * 255)).subject == "å" * 255


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ((), "handlaggare@kommun-a.example"),
        (("Reply-To: Kundtjänst <kundtjanst@kommun-a.example>",), "kundtjanst@kommun-a.example"),
        (("Reply-To: inte en adress",), "handlaggare@kommun-a.example"),
    ],
)
def test_where_an_answer_would_go_stands_in_the_message(headers: tuple[str, ...], address: str) -> None:
    text = text_of(raw("Hej", *headers))

    assert text.support_email == address
    assert address in text.support_text


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        ((), False),
        (("Auto-Submitted: no",), False),
        (("Auto-Submitted: auto-generated",), True),
        (("Precedence: bulk",), True),
    ],
)
def test_automatic_mail_is_known_so_that_no_program_answers_it(headers: tuple[str, ...], automatic: Any) -> None:
    assert read(raw("Hej", *headers)).automatic is automatic
