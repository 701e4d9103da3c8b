"""Declarations in the words that the cleaner keeps: raised text, backgrounds, lines through, and a body's own."""

import pytest

from infra.html.css.plain_declarations import in_plain_words, raised_by, style_of_body


@pytest.mark.parametrize(
    ("value", "direction"),
    [
        ("3px", 1),
        ("-3px", -1),
        ("+2px", 1),
        ("1.9px", 0),
        ("-1.9px", 0),
        ("1.5pt", 1),
        ("1.4pt", 0),
        (".12em", 1),
        ("0.11em", 0),
        ("-0.25ex", -1),
        ("12%", 1),
        ("-11%", 0),
        ("0px", 0),
    ],
)
def test_text_is_raised_or_lowered_from_a_least_distance_on(value: str, direction: int) -> None:
    assert raised_by(value) == direction


@pytest.mark.parametrize("value", ["", "super", "3", "3 px", "3rem", "px", "--3px", "3px 4px", "3PX", "calc(3px)"])
def test_what_is_no_length_raises_nothing(value: str) -> None:
    assert raised_by(value) == 0


@pytest.mark.parametrize(
    ("style", "align"),
    [
        ({"mso-text-raise": "3pt"}, "super"),
        ({"mso-text-raise": "-3pt"}, "sub"),
        ({"position": "relative", "top": "-4px"}, "super"),
        ({"position": "relative", "top": "4px"}, "sub"),
        ({"position": "relative", "bottom": "4px"}, "super"),
        ({"position": "relative", "bottom": "-4px"}, "sub"),
        ({"position": "relative", "top": "-1px", "bottom": "4px"}, "super"),
        ({"mso-text-raise": "3pt", "position": "relative", "top": "4px"}, "super"),
    ],
)
def test_moved_text_is_a_power_or_an_index(style: dict[str, str], align: str) -> None:
    assert in_plain_words(style) == {**style, "vertical-align": align}


@pytest.mark.parametrize(
    "style",
    [
        {"top": "-4px"},
        {"position": "absolute", "top": "-4px"},
        {"position": "relative"},
        {"position": "relative", "top": "-1px"},
        {"mso-text-raise": "normal"},
    ],
)
def test_text_that_stays_on_its_line_gets_no_word(style: dict[str, str]) -> None:
    assert in_plain_words(style) == style


def test_a_background_is_a_background_colour() -> None:
    assert in_plain_words({"background": "#000"})["background-color"] == "#000000"
    assert in_plain_words({"background": "white"})["background-color"] == "#ffffff"


def test_a_colour_that_is_named_itself_is_kept() -> None:
    style = {"background": "#000", "background-color": "red"}

    assert in_plain_words(style) == style


@pytest.mark.parametrize("value", ["transparent", "none", "url(a.png)", ""])
def test_a_background_without_a_colour_gives_none(value: str) -> None:
    assert "background-color" not in in_plain_words({"background": value})


def test_the_line_of_a_decoration_is_the_decoration() -> None:
    found = in_plain_words({"text-decoration-line": "line-through"})

    assert found == {"text-decoration-line": "line-through", "text-decoration": "line-through"}


def test_several_meanings_are_found_in_one_style() -> None:
    found = in_plain_words({"background": "#fff", "mso-text-raise": "4pt", "text-decoration-line": "underline"})

    assert (found["background-color"], found["vertical-align"], found["text-decoration"]) == (
        "#ffffff",
        "super",
        "underline",
    )


def test_a_style_without_any_of_them_is_the_same_object() -> None:
    style = {"color": "red"}

    assert in_plain_words(style) is style


def test_a_body_s_attributes_count_where_its_style_is_silent() -> None:
    attributes = {"bgcolor": "black", "text": "white"}

    assert style_of_body({}, attributes) == {"background-color": "black", "color": "white"}
    assert style_of_body({"color": "red"}, attributes) == {"background-color": "black", "color": "red"}


def test_a_body_without_these_attributes_has_its_style_alone() -> None:
    assert style_of_body({"color": "red"}, {"bgcolor": "", "class": "letter"}) == {"color": "red"}
