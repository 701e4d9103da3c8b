"""Wrong values are named with their place and both languages, and limits refuse what lies outside."""

from __future__ import annotations

import pytest

from infra.errors import InvalidInput
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues, NumberLimits, require_limits

EMPTY_NAME = InvalidValue(("rules", 2, "name"), Text("saknas", "is missing"))
WHOLE = InvalidValue((), Text("är tom", "is empty"))


@pytest.mark.parametrize(
    ("path", "field"),
    [(("rules", 2, "name"), "name"), (("recipient",), "recipient"), ((3, "email"), "email"), ((3,), ""), ((), "")],
)
def test_a_value_is_named_after_the_innermost_name_in_its_path(path: tuple[str | int, ...], field: str) -> None:
    assert InvalidValue(path, Text.same("x")).field == field


def test_one_wrong_value_is_told_by_its_name() -> None:
    refusal = InvalidValues([EMPTY_NAME])

    assert refusal.text == Text("name: saknas", "name: is missing")
    assert isinstance(refusal, InvalidInput)


def test_several_are_counted_behind_the_first() -> None:
    refusal = InvalidValues([EMPTY_NAME, WHOLE, WHOLE])

    assert refusal.text == Text("name: saknas (och 2 fel till)", "name: is missing (and 2 more)")
    assert refusal.values == (EMPTY_NAME, WHOLE, WHOLE)


def test_a_value_without_a_name_is_the_content() -> None:
    assert InvalidValues([WHOLE]).text == Text("innehållet: är tom", "the content: is empty")


@pytest.mark.parametrize(("value", "is_included"), [(0, False), (1, True), (5, True), (9, True), (10, False)])
def test_limits_include_themselves(value: int, is_included: bool) -> None:
    assert NumberLimits(1, 9).include(value) is is_included


def test_values_within_their_limits_pass() -> None:
    require_limits({"size": 5, "unlimited": 10**9}, {"size": NumberLimits(1, 9)})


def test_each_value_outside_its_limits_is_named_with_them() -> None:
    with pytest.raises(InvalidValues) as refused:
        require_limits(
            {"size": 0, "count": 5, "pause": 99}, {name: NumberLimits(1, 9) for name in ("size", "count", "pause")}
        )

    assert [value.field for value in refused.value.values] == ["size", "pause"]
    assert refused.value.values[0].text == Text(
        "ska vara ett heltal från 1 till 9", "must be a whole number from 1 to 9"
    )
