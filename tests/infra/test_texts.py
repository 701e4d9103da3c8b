"""A text in two languages is one value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.errors import AccessDenied
from infra.errors.codes import ErrorCode
from infra.texts import EMPTY, Text, join_texts

WORDS = st.text(st.characters(exclude_characters="|"), min_size=1).map(str.strip).filter(bool)
TEXTS = st.builds(Text, WORDS, WORDS)


@given(TEXTS)
def test_what_stands_on_the_wire_is_read_back_as_the_same_text(text: Text) -> None:
    assert Text.parse(text.on_wire) == text


@given(TEXTS)
def test_its_json_is_read_back_as_the_same_text(text: Text) -> None:
    assert Text.from_json(text.as_json()) == text


def test_the_wire_has_swedish_first_and_what_is_alike_only_once() -> None:
    assert Text("Nej.", "No.").on_wire == "Nej. | No."
    assert Text.same("OK").on_wire == "OK"
    assert EMPTY.on_wire == ""


def test_words_of_another_system_in_one_language_stand_for_both() -> None:
    assert Text.parse("Connection refused") == Text("Connection refused", "Connection refused")


@given(TEXTS, TEXTS)
def test_texts_are_put_together_language_by_language(first: Text, second: Text) -> None:
    assert first + ": " + second == Text(
        f"{first.swedish}: {second.swedish}", f"{first.english}: {second.english}"
    )
    assert "- " + first == Text(f"- {first.swedish}", f"- {first.english}")
    assert join_texts("; ", [first, second]) == first + "; " + second


def test_no_texts_are_joined_to_the_empty_one() -> None:
    assert join_texts("; ", []) == EMPTY


def test_placeholders_are_filled_by_language() -> None:
    template = Text("{count} brev: {reason}", "{count} letters: {reason}")

    filled = template.format(count=2, reason=Text("nere", "down"))

    assert filled == Text("2 brev: nere", "2 letters: down")


def test_a_part_is_replaced_in_both_languages() -> None:
    assert Text("a.se är nere", "a.se is down").replace("a.se", "b.se") == Text("b.se är nere", "b.se is down")


@pytest.mark.parametrize(
    ("language", "expected"), [("sv", "Nej."), ("en", "No."), ("en-gb", "No."), (None, "Nej.")]
)
def test_a_page_shows_the_language_of_its_reader(language: str | None, expected: str) -> None:
    assert Text("Nej.", "No.").in_language(language) == expected


def test_only_the_text_that_is_empty_in_both_languages_is_false() -> None:
    assert not EMPTY
    assert Text("", "No.")
    assert Text("Nej.", "")


def test_a_text_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Text("Nej.", "No.").swedish = "Ja."  # type: ignore[misc]  # it must be refused


def test_an_error_carries_its_text_and_its_code() -> None:
    error = AccessDenied.saying(Text("Det får ni inte.", "You may not."))

    assert error.text == Text("Det får ni inte.", "You may not.")
    assert error.code == ErrorCode.ACCESS_DENIED
    assert str(error) == "You may not."
