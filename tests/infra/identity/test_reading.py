"""Identity numbers are read as people write them; what is wrong with others is said in both languages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.errors import InvalidInput
from infra.identity.reading import read_organisation, read_recipient


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("198101052382", "198101052382"),
        ("19810105-2382", "198101052382"),
        ("810105-2382", "198101052382"),
        ("162021004748", "162021004748"),
    ],
)
def test_a_recipient_is_read_with_or_without_century_and_hyphen(written: str, number: str) -> None:
    assert read_recipient(written).value == number


@pytest.mark.parametrize("written", ["2021004748", "202100-4748", "162021004748"])
def test_an_organisation_is_read_with_or_without_prefix_and_hyphen(written: str) -> None:
    assert read_organisation(written).value == "162021004748"


@pytest.mark.parametrize(
    ("written", "swedish", "english"),
    [
        ("", "det fattas", "it is missing"),
        ("999", "det har 3 siffror, inte 10 eller 12", "it has 3 digits, not 10 or 12"),
        ("198101052383", "det har fel kontrollsiffra", "it has a wrong check digit"),
        ("198113052382", "det anger en dag som inte finns", "it names a day that does not exist"),
        ("nobody", "det innehåller annat än siffror", "it contains other things than digits"),
    ],
)
def test_what_is_wrong_with_a_recipient_is_said(written: str, swedish: str, english: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_recipient(written)

    assert refused.value.text.swedish.startswith(f"inget giltigt nummer: {swedish}")
    assert refused.value.text.english.startswith(f"not a valid number: {english}")


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("8101052382", "a third digit below 2"),
        ("198101052382", "is not ten digits, or 16"),
        ("5560000002", "it has a wrong check digit"),
    ],
)
def test_what_is_wrong_with_an_organisation_is_said_with_the_form_that_it_has(written: str, english: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_organisation(written)

    assert english in refused.value.text.english
    assert refused.value.text.english.endswith("an organisation number is ten digits, or 16 and the ten")
    assert refused.value.text.swedish.endswith("ett organisationsnummer är tio siffror, eller 16 och de tio")


@pytest.mark.parametrize("read", [read_recipient, read_organisation])
def test_a_refusal_does_not_repeat_the_number(read: Callable[[str], object]) -> None:
    with pytest.raises(InvalidInput) as refused:
        read("198101052383x")

    assert "19810105" not in refused.value.text.on_wire


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(written: str) -> None:
    for read in (read_recipient, read_organisation):
        with suppress(InvalidInput):
            read(written)
