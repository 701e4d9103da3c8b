"""Parts that the text points to: pictures, files among the words, and drawings for Word alone."""

import pytest

from tests import cast
from tests.sender.office.mime.mails import raw, refused, text_of
from tests.sender.office.mime.programs.parts import OF_PDF, OF_PNG, SHOWN_PNG, attached, coded, enclosed, parts

PAGE = "Content-Type: text/html; charset=utf-8\n\n"
DRAWING = '<!--[if gte vml 1]><v:imagedata src="cid:teckning"/><![endif]-->'
PICTURE = coded("image/png; name=logo.png", OF_PNG, "Content-ID: <logo>")


@pytest.mark.parametrize(
    "place",
    [
        '<object type="application/x-apple-msg-attachment" data="cid:fil"></object>',
        '<a href="cid:fil">Beslutet</a>',
        '<img src="cid:fil">',
    ],
)
def test_a_text_may_say_where_its_file_stands(place: str) -> None:
    file = coded("application/pdf", OF_PDF, "Content-ID: <fil>", attached("beslut.pdf"))

    mail = parts(f"{PAGE}<p>Hej {place}</p>", file, kind="related")

    assert enclosed(mail) == [("beslut.pdf", "application/pdf", cast.PDF)]
    assert "Hej" in text_of(mail).body


@pytest.mark.parametrize(
    "content_type",
    [
        "image/x-emf; name=a.emz",
        "image/svg+xml; name=a.svg",
        "application/octet-stream; name=oledata.mso",
        "image/x-wmz",
    ],
)
def test_a_drawing_that_only_word_shows_is_left_out_with_its_part(content_type: str) -> None:
    drawing = coded(content_type, "AQAAAA==", "Content-ID: <teckning>")

    mail = parts(f"{PAGE}<p>{DRAWING}<img src='cid:logo'></p>", PICTURE, drawing, kind="related")

    assert text_of(mail).body == f"<p><img src='{SHOWN_PNG}'></p>"
    assert enclosed(mail) == []


def test_a_drawing_for_word_may_lack_its_picture() -> None:
    mail = parts(f"{PAGE}<p>{DRAWING}<img src='cid:logo'></p>", PICTURE, kind="related")

    assert SHOWN_PNG in text_of(mail).body


@pytest.mark.parametrize(
    "text", ["<p>Hej <img src='cid:teckning'></p>", f"<img src=cid:teckning>{DRAWING}", "<p>Hej</p>"]
)
def test_a_picture_of_a_kind_that_is_not_shown_is_named_where_others_would_see_it(text: str) -> None:
    drawing = coded("image/svg+xml; name=diagram.svg", "PHN2Zy8+", "Content-ID: <teckning>")

    assert "diagram.svg" in refused(parts(f"{PAGE}{text}", drawing, kind="related"))


@pytest.mark.parametrize(
    "body", ["<b>Hej</b> Åsa", "<h2>Beslut</h2>Hej", "<ul><li>Hej</ul>", "<center>Hej</center>"]
)
@pytest.mark.parametrize("label", ["html", "text/plain"])
def test_a_page_that_begins_with_any_of_its_words_is_a_page(body: str, label: str) -> None:
    assert text_of(raw(body, f"Content-Type: {label}")).body_type == "text/html"
