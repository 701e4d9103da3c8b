"""Whole numbers as an address carries them."""

from __future__ import annotations

import pytest

from infra.whole_numbers import parse_whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_digits_are_a_number_that_fits_in_a_key_of_the_database(text: str, number: int) -> None:
    assert parse_whole_number(text) == number
    assert number < 2**63


@pytest.mark.parametrize(
    "text",
    ["", " ", "-1", "+1", "1.0", "1e3", "0x10", "1_000", " 1", "1\n", "²", "٣", "1\x00", "9" * 19, "9" * 5_000],
    ids=lambda text: repr(text[:20]),
)
def test_everything_else_is_no_number(text: str) -> None:
    assert parse_whole_number(text) is None
