"""The text of a mail, from every mail program."""

import base64

import pytest

from tests import cast
from tests.sender.office.conftest import with_pdf, written
from tests.sender.office.mime.mails import OUTLOOK, PNG, raw, refused, text_of


def test_what_outlook_sends() -> None:
    text = text_of(OUTLOOK)

    assert text.subject == "Beslut om förskoleplats hösten"
    assert text.body_type == "text/html"
    assert "Du har fått plats på <b>förskolan</b>. Avgiften är 1\u00a0500 kr – se bilagan." in text.body
    assert f'src="data:image/png;base64,{base64.b64encode(PNG).decode()}"' in text.body
    assert "charset=utf-8" in text.body
    assert "iso-8859-1" not in text.body
    assert [(item.filename, item.content_type, item.content) for item in text.attachments] == [
        ("Beslut förskola.pdf", "application/pdf", cast.PDF)
    ]


def test_the_richest_of_texts_that_say_the_same_is_taken() -> None:
    mail = written(text="Enkel")
    mail.add_alternative("<h1>Rik</h1>", subtype="html")

    text = text_of(with_pdf(mail))

    assert (text.body_type, text.body.strip(), len(text.attachments)) == ("text/html", "<h1>Rik</h1>", 1)


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
    assert [item.filename for item in text.attachments] == ["b.pdf"]


def test_a_form_for_clocks_beside_the_text_is_left_out() -> None:
    mail = written(text="Enkel")
    mail.add_alternative("<p>Klocka</p>", subtype="watch-html")

    assert text_of(mail).body == "Enkel"


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


def test_lines_that_thunderbird_has_broken_are_whole_again() -> None:
    mail = raw(
        "Du har fått en \nplats.\n\n> citat \n> mer\n-- \nKarin\n",
        "Content-Type: text/plain; charset=utf-8; format=flowed",
    )

    assert text_of(mail).body == "Du har fått en plats.\n\n> citat mer\n-- \nKarin"


def test_an_empty_text_with_a_file_says_where_the_letter_is() -> None:
    text = text_of(with_pdf(written(text="\n\u00a0\n")))

    assert text.body == "Brevet finns i den bifogade filen beslut.pdf."


def test_a_picture_on_somebodys_server_stays_an_address() -> None:
    mail = written()
    mail.add_alternative('<p>Hej<img src="https://tracker.example/1.gif"></p>', subtype="html")

    assert "https://tracker.example/1.gif" in text_of(mail).body


@pytest.mark.parametrize(
    "html",
    [
        '<p><img src="https://a.example/brev.png"></p>',
        '<div style="display:none">Förhandsvisning</div><img src="//a.example/1.gif" width="1">',
        "<style>p {display: none}</style><p>Dold</p>",
        "<frameset><frame src=a></frameset>",
    ],
)
def test_html_of_which_a_mailbox_shows_nothing_gives_way_to_the_plain_text(html: str) -> None:
    mail = written(text="Enkel")
    mail.add_alternative(html, subtype="html")

    assert text_of(mail).body == "Enkel"


def test_a_picture_on_somebodys_server_alone_is_no_letter() -> None:
    html = "Content-Type: text/html"

    assert "bara bilder på en webbserver" in refused(raw("<img src='https://a.example/brev.png'>", html))
    assert 'alt="Fest"' in text_of(raw("<img src='https://a.example/brev.png' alt=\"Fest\">", html)).body


def test_marks_that_nobody_sees_are_no_text() -> None:
    assert "tomt" in refused(raw("\u200b\u2060\u00ad\u200e\n", "Content-Type: text/plain; charset=utf-8"))
