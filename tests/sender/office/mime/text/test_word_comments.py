"""What only Word shows is no part of the letter."""

import time

import pytest

from sender.office.mime.text.word_comments import separate_word_parts

DRAWING = "<!--[if gte vml 1]><v:imagedata src=\"cid:a%40b\"/><v:fill src='cid:c'/><![endif]-->"


def test_a_drawing_is_taken_out_and_its_pictures_are_named() -> None:
    assert separate_word_parts(f"<p>Hej{DRAWING}</p>") == ("<p>Hej</p>", frozenset({"a@b", "c"}))


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hej</p>",
        "<!--[if !mso]><!--><p>Alla <img src='cid:a'></p><!--<![endif]-->",
        "<![if !vml]><img src='cid:a'><![endif]>",
        "<!-- Logga --><img src='cid:a'>",
        "<style><!-- p {color:red} --></style>",
        "<!--[if mso]><p>Utan slut",
        "<!--[if mso]><p>Annat slut--><p>Hej</p>",
    ],
)
def test_what_others_show_stays(html: str) -> None:
    assert separate_word_parts(html) == (html, frozenset())


def test_each_of_several_is_taken_out() -> None:
    html = f"<p>a{DRAWING}b<!--[if mso]>c<![endif] -->d{DRAWING}</p>"

    assert separate_word_parts(html)[0] == "<p>ab" + "d</p>"


@pytest.mark.parametrize("part", ["<!--[if mso]>", "<!--[if ", "<!--[if a]>-->", "<!--[if mso]>x<![endif]-->"])
def test_the_time_grows_as_the_page(part: str) -> None:
    began = time.process_time()
    separate_word_parts(part * 100_000)

    assert time.process_time() - began < 2
