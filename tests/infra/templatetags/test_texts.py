"""A text on a page is read in the language of the page."""

import pytest
from django.template import Context, Template
from django.utils import translation

from infra.texts import EMPTY, Text

PAGE = Template("{% load texts %}{{ text|in_own_language }}")


@pytest.mark.parametrize(("language", "shown"), [("sv", "nere"), ("en", "down"), ("en-gb", "down")])
def test_a_text_is_shown_in_the_language_of_the_page(language: str, shown: str) -> None:
    with translation.override(language):
        assert PAGE.render(Context({"text": Text("nere", "down")})) == shown


def test_an_empty_text_shows_nothing() -> None:
    assert PAGE.render(Context({"text": EMPTY})) == ""


def test_a_string_is_no_text_in_two_languages() -> None:
    with pytest.raises(AttributeError):
        PAGE.render(Context({"text": "nere | down"}))
