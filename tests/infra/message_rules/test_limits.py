"""A delivery's Reference has at most fifty characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.errors import InvalidInput
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check
from infra.message_rules.limits import MAX_REFERENCE, require_reference


@pytest.mark.parametrize("reference", [None, "", "DNR 2026-17", "å" * MAX_REFERENCE, "👩" * MAX_REFERENCE])
def test_a_reference_of_up_to_fifty_characters_passes(reference: str | None) -> None:
    require_reference(reference)


def test_one_character_more_is_refused_in_both_languages() -> None:
    with pytest.raises(InvalidInput) as refused:
        require_reference("å" * (MAX_REFERENCE + 1))

    problem = refused.value
    assert problem.code == ErrorCode.INVALID_INPUT
    assert problem.text.swedish.startswith("Reference har 51 tecken; högst 50 får plats.")
    assert problem.text.english.startswith("Reference has 51 characters; at most 50 fit.")


def test_the_refusal_says_where_and_what_was_expected() -> None:
    with pytest.raises(InvalidInput) as refused:
        require_reference("x" * 73)

    explanation = refused.value.explanation
    assert explanation.reason == "reference-too-long"
    assert explanation.where == "Header/Reference"
    assert explanation.check is Check.CONTENT
    assert str(explanation.received) == "73"
    assert "73" in explanation.fix.swedish
    assert "50" in explanation.fix.english


@given(st.text(min_size=MAX_REFERENCE + 1, max_size=300))
def test_a_long_reference_is_repeated_in_part_only(reference: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        require_reference(reference)

    assert repr(reference[:20]) in refused.value.text.english
    assert len(refused.value.text.english) < 320
