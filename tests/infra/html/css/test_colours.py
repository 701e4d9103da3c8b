"""The colours of a sender's HTML, in every form in which style sheets and attributes write them."""

import pytest

from infra.html.css.colours import (
    BLACK,
    MAX_VALUE,
    WHITE,
    Colour,
    background_of,
    lies_on_unknown,
    read_colour,
)

RED = Colour(255, 0, 0)


@pytest.mark.parametrize(
    "value",
    [
        "red",
        "RED",
        " red ",
        "#f00",
        "#F00",
        "#ff0000",
        "f00",
        "ff0000",
        "rgb(255,0,0)",
        "rgb(255 0 0)",
        "rgb( 255 , 0 , 0 )",
        "rgb(100%, 0%, 0%)",
        "rgb(300, -5, 0)",
        "rgba(255, 0, 0, 1)",
        "rgb(255 0 0 / 100%)",
        "hsl(0, 100%, 50%)",
        "hsl(360deg, 100%, 50%)",
        "hsl(-360, 100%, 50%)",
    ],
)
def test_one_colour_may_be_written_in_many_ways(value: str) -> None:
    assert read_colour(value) == RED


@pytest.mark.parametrize(
    ("value", "opacity"),
    [
        ("transparent", 0.0),
        ("rgba(0,0,0,0)", 0.0),
        ("rgba(0,0,0,.25)", 0.25),
        ("rgb(0 0 0 / 50%)", 0.5),
        ("hsla(0, 0%, 0%, 0.75)", 0.75),
        ("#0000", 0.0),
        ("#00000000", 0.0),
        ("#000000ff", 1.0),
        ("black", 1.0),
    ],
)
def test_a_colour_says_how_much_of_it_is_seen(value: str, opacity: float) -> None:
    found = read_colour(value)

    assert found is not None
    assert found[:3] == BLACK[:3]
    assert found.opacity == pytest.approx(opacity)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "  ",
        "inherit",
        "currentcolor",
        "var(--ink)",
        "#ff",
        "#ggg",
        "rgb()",
        "rgb(1,2)",
        "rgb(a,b,c)",
        "hsl(x, 1%, 1%)",
        "hsl(1)",
        "rgb(inf, 0, 0)",
        "reddish",
        "x" * (MAX_VALUE + 1),
        "#" + "0" * MAX_VALUE,
    ],
)
def test_what_is_no_colour_or_depends_on_others_is_none(value: str) -> None:
    assert read_colour(value) is None


@pytest.mark.parametrize(
    ("other", "distance", "near"),
    [
        (BLACK, 0, True),
        (Colour(10, 10, 10), 10, True),
        (Colour(0, 0, 11), 10, False),
        (Colour(11, 0, 0), 10, False),
        (Colour(0, 0, 0, 0.0), 0, True),
        (WHITE, 254, False),
        (WHITE, 255, True),
    ],
)
def test_two_colours_are_near_when_no_part_differs_by_more(other: Colour, distance: int, near: bool) -> None:
    assert BLACK.is_near(other, distance) is near
    assert other.is_near(BLACK, distance) is near


@pytest.mark.parametrize(
    ("style", "attributes", "colour"),
    [
        ({"background-color": "red"}, {}, RED),
        ({"background": "red"}, {}, RED),
        ({"background": "url(a.png) no-repeat red"}, {}, RED),
        ({"background": "no-repeat rgb(255, 0, 0) top"}, {}, RED),
        ({}, {"bgcolor": "red"}, RED),
        ({}, {"bgcolor": "ff0000"}, RED),
        ({"background-color": "red", "background": "white"}, {"bgcolor": "black"}, RED),
        ({"background": "red"}, {"bgcolor": "black"}, RED),
        ({"background-color": "inherit", "background": "red"}, {}, RED),
        ({"background": "url(red.png)"}, {}, None),
        ({"background": "none"}, {}, None),
        ({}, {}, None),
    ],
)
def test_an_element_lies_on_the_colour_that_is_said_most_closely(
    style: dict[str, str], attributes: dict[str, str], colour: Colour | None
) -> None:
    assert background_of(style, attributes) == colour


@pytest.mark.parametrize(
    ("style", "attributes", "unknown"),
    [
        ({"background": "url(a.png)"}, {}, True),
        ({"background-image": "linear-gradient(red, blue)"}, {}, True),
        ({"background-image": "image-set('a.png' 1x)"}, {}, True),
        ({"background-color": "var(--dark)"}, {}, True),
        ({}, {"background": "a.png"}, True),
        ({}, {"background": " "}, False),
        ({"background-color": "red"}, {}, False),
        ({"background-color": "inherit"}, {}, False),
        ({"background-image": "none"}, {}, False),
        ({}, {}, False),
    ],
)
def test_a_picture_or_a_fade_behind_text_is_not_known(
    style: dict[str, str], attributes: dict[str, str], unknown: bool
) -> None:
    assert lies_on_unknown(style, attributes) is unknown
