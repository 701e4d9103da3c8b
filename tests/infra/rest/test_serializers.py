"""Values are checked strictly, and each wrong one is named with its place and in both languages."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.infra.rest.views_under_test import ThingsView, ask

THING = {"name": "bok"}


def wrong(body: Any) -> dict[str, str]:
    """Details of a refusal, by pointer."""
    answer = ask(ThingsView, "POST", body)
    assert answer.status == HTTPStatus.BAD_REQUEST, answer.body
    return answer.errors


def test_values_that_are_right_are_taken() -> None:
    thing = {"name": "bok", "is_open": True, "tags": ["a"], "parts": [{"kind": "paper", "count": 9}]}

    answer = ask(ThingsView, "POST", thing)

    assert (answer.status, answer.body) == (HTTPStatus.CREATED, thing)


def test_a_name_that_is_not_known_is_refused_with_those_that_are() -> None:
    errors = wrong({**THING, "nmae": "x"})

    assert list(errors) == ["/nmae"]
    assert errors["/nmae"].startswith("finns inte; det som finns är name, is_open, tags")


def test_unknown_names_come_in_their_own_order_before_anything_else() -> None:
    assert list(wrong({"b": 1, "a": 1})) == ["/a", "/b"]


def test_wrong_values_are_found_however_deep_they_lie() -> None:
    parts = [{"kind": "paper", "count": 1}, {"kind": "stone", "count": 10}]

    errors = wrong({**THING, "parts": parts})

    assert list(errors) == ["/parts/1/kind", "/parts/1/count"]
    assert "“stone” does not exist; there are paper, screen" in errors["/parts/1/kind"]


def test_a_name_with_a_slash_is_escaped_in_its_pointer() -> None:
    assert list(wrong({**THING, "a/b~c": 1})) == ["/a~1b~0c"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ([], "är en lista | must be a JSON object, { … }, but is a list"),
        ("x", "men är text"),
        (7, "men är ett tal"),
        (1.5, "but is a number"),
        (True, "men är true eller false"),
    ],
)
def test_what_is_no_object_is_told_by_what_it_is(body: Any, says: str) -> None:
    assert says in wrong(body)[""]


@pytest.mark.parametrize(
    ("change", "pointer", "says"),
    [
        ({"name": ["x"]}, "/name", "ska vara text | must be text"),
        ({"is_open": "maybe"}, "/is_open", "ska vara true eller false | must be true or false"),
        ({"tags": "a"}, "/tags", "ska vara en lista, [ … ] | must be a list, [ … ]"),
        ({"tags": []}, "/tags", "the list is empty; it needs one value or more"),
        ({"tags": [[]]}, "/tags/0", "must be text"),
        ({"parts": {}}, "/parts", "must be a list"),
        ({"parts": [7]}, "/parts/0", "must be a JSON object, { … }, but is a number"),
        ({"parts": [{"kind": "paper", "count": 1}] * 4}, "/parts", "the list may have at most 3"),
        ({"parts": [{"kind": "paper", "count": "x"}]}, "/parts/0/count", "must be a whole number from 1 to 9"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(change: dict[str, Any], pointer: str, says: str) -> None:
    assert says in wrong({**THING, **change})[pointer]


def test_words_that_a_serializer_brings_along_are_said_in_both_languages() -> None:
    assert wrong({})["/name"] == "Det här fältet är obligatoriskt. | This field is required."


def test_in_a_change_values_can_be_left_out_but_not_be_wrong() -> None:
    assert ask(ThingsView, "PATCH", {"is_open": False}).body == {"is_open": False}
    assert ask(ThingsView, "PATCH", {"name": "for långt"}).status == HTTPStatus.BAD_REQUEST


@settings(deadline=None)  # the first request loads the translations
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    )
)
def test_any_json_is_taken_or_refused_in_the_same_shape(body: Any) -> None:
    answer = ask(ThingsView, "POST", {"name": body, "parts": body})

    assert answer.status in {HTTPStatus.CREATED, HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
    assert "detail" in answer.body or answer.status == HTTPStatus.CREATED
