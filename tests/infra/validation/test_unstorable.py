"""Values that not every database keeps are noticed before one of them is asked."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.validation.unstorable import MAX_DIGITS, is_storable_moment, number_in_address, wrong_with_text


@pytest.mark.parametrize("text", ["", "Åsa", "👩‍⚕️", "\x01", "\ufffe", "line\nline"])
def test_usual_and_unusual_characters_can_be_stored(text: str) -> None:
    assert wrong_with_text(text) is None


@pytest.mark.parametrize(
    ("text", "swedish", "english"),
    [
        ("a\0b", "tecknet NUL (U+0000)", "the character NUL (U+0000)"),
        ("\ud83d", "ett halvt tecken", "half a character"),
        ("Åsa\udc00", "ett halvt tecken", "half a character"),
        ("\0\ud83d", "tecknet NUL (U+0000)", "the character NUL (U+0000)"),
    ],
)
def test_nul_and_half_characters_are_named_in_both_languages(text: str, swedish: str, english: str) -> None:
    wrong = wrong_with_text(text)

    assert wrong is not None
    assert swedish in wrong.swedish
    assert english in wrong.english


@given(st.text())
def test_a_text_that_passes_can_be_written_and_read_as_utf_8(text: str) -> None:
    if wrong_with_text(text) is None:
        assert text.encode().decode() == text
        assert "\0" not in text


@pytest.mark.parametrize(
    ("year", "storable"), [(1, False), (1899, False), (1900, True), (2999, True), (3000, False)]
)
def test_moments_of_the_years_1900_to_2999_can_be_stored(year: int, storable: bool) -> None:
    assert is_storable_moment(datetime(year, 6, 1, tzinfo=UTC)) is storable


@given(
    st.datetimes(timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))),
    st.integers(-12, 14),
)
def test_a_storable_moment_can_be_turned_into_every_time_zone(moment: datetime, hours: int) -> None:
    if is_storable_moment(moment):
        assert moment.astimezone(timezone(timedelta(hours=hours))) == moment


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0),
        ("17", 17),
        ("017", 17),
        ("9" * MAX_DIGITS, 10**MAX_DIGITS - 1),
        ("9" * (MAX_DIGITS + 1), None),
        ("-1", None),
        ("+1", None),
        ("1_000", None),
        ("1.0", None),
        (" 1", None),
        ("", None),
        ("٣", None),
        ("²", None),
        ("ett", None),
    ],
)
def test_only_ascii_digits_that_fit_a_key_are_a_number_in_an_address(written: str, number: int | None) -> None:
    assert number_in_address(written) == number


@given(st.integers(0, 10**MAX_DIGITS - 1))
def test_every_key_is_found_again_in_its_address(key: int) -> None:
    assert number_in_address(str(key)) == key


@given(st.text(max_size=30))
def test_any_part_of_an_address_is_a_number_below_two_to_the_63_or_none(written: str) -> None:
    number = number_in_address(written)

    assert number is None or 0 <= number < 2**63
