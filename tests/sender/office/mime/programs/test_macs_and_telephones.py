"""Mails of Macs and telephones: files in two halves, pictures between texts."""

import base64

import pytest

from tests import cast
from tests.sender.office.mime.mails import PNG, refused, text_of
from tests.sender.office.mime.programs.parts import HEJ, JPEG, OF_PNG, SHOWN_PNG, attached, coded, enclosed, parts


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
