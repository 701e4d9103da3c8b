"""What can be no letter is refused by name, with what to do."""

from email.message import EmailMessage

import pytest

from tests.sender.office.conftest import written
from tests.sender.office.mime.mails import PNG, raw, refused, text_of


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


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        (raw("x", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"), "S/MIME"),
        (raw("x", 'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=a'), "PGP"),
        (raw("-----BEGIN PGP MESSAGE-----\n\nx"), "PGP"),
        (raw(f"Se nedan.\n\n-----BEGIN PGP MESSAGE-----\nVersion: 2\n\n{'hQEMA1zY' * 8}\n=x\n"), "PGP"),
        (raw(f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHej\n{'iQEzBAEB' * 8}\n"), "PGP"),
        (raw("x", "Content-Type: multipart/report; report-type=delivery-status; boundary=a"), "studs"),
        (raw("x", "Auto-Submitted: auto-replied (vacation)"), "automatiskt svar"),
        (raw("x", "X-Autoreply: yes"), "automatiskt svar"),
        (raw("x", "Content-Type: multipart/mixed"), "skadat"),
        (raw("AAA=x", "Content-Type: text/plain", "Content-Transfer-Encoding: base64"), "base64"),
        (raw("\n"), "tomt"),
        (raw("x", subject=""), "saknar ämne"),
        (raw("x", subject="å" * 256), "256 tecken"),
        (raw("x", "Reply-To: " + "x" * 60_000), "Reply-To"),
    ],
)  # fmt: skip
def test_what_can_be_no_letter_is_refused_by_name(mail: bytes, words: str) -> None:
    assert words in refused(mail)


def test_parts_within_parts_without_end_are_refused_quickly() -> None:
    nested = "".join(f"--{n}\nContent-Type: multipart/mixed; boundary={n + 1}\n\n" for n in range(5_000))

    assert "för många delar" in refused(raw(nested, "Content-Type: multipart/mixed; boundary=0"))


@pytest.mark.parametrize(
    "text",
    [
        "Hej,\n\nbrevet började med\n-----BEGIN PGP MESSAGE-----\noch gick inte att läsa.",
        "Ni skrev:\n> -----BEGIN PGP MESSAGE-----\n> " + "hQEMA1zY" * 8,
        "Rader som\n-----BEGIN PGP SIGNED MESSAGE-----\noch\n-----END PGP MESSAGE-----\nska bort.",
        "Skriv -----BEGIN PGP MESSAGE----- överst.\n\n" + "Kommunen" * 8,
    ],
)
def test_a_letter_that_speaks_of_pgp_is_sent(text: str) -> None:
    assert text_of(raw(text)).body == text
