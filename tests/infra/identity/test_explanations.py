"""What is wrong with a number is told without repeating it, in the order in which people make mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.identity import IdentityError, OrganisationNumber, RecipientId
from infra.identity.explanations import explain_mistake
from infra.texts import Text


def explanation(number: str, kind: type[RecipientId] | type[OrganisationNumber] = RecipientId) -> Text:
    with pytest.raises(IdentityError) as problem:
        kind.parse(number)
    return explain_mistake(number, problem.value)


@pytest.mark.parametrize(
    ("number", "english"),
    [
        ("", "is missing"),
        ("1981010523x2", "contains other things than digits"),
        ("٠١٢٣٤٥٦٧٨٩", "contains other things than digits"),
        ("19810105238", "has 11 digits, not 10 or 12"),
        ("19810105-23820", "has 13 digits, not 10 or 12"),
        ("198102302382", "names a day that does not exist, or is written wrongly"),
        ("198101052383", "has a wrong check digit"),
        ("178101052382", "names a day that does not exist, or is written wrongly"),
    ],
)
def test_the_mistake_in_a_person_s_number_is_told(number: str, english: str) -> None:
    assert explanation(number).english == english


@pytest.mark.parametrize(
    ("number", "english"),
    [
        ("202100-4749", "has a wrong check digit"),
        ("2011004748", "has a third digit below 2"),
        ("198101052382", "is not ten digits, or 16 and ten more"),
    ],
)
def test_the_mistake_in_an_organisation_s_number_is_told(number: str, english: str) -> None:
    assert explanation(number, OrganisationNumber).english == english


@given(number=st.text(max_size=14) | st.text("0123456789-+", min_size=5, max_size=14))
def test_every_refused_number_has_an_explanation_that_does_not_repeat_it(number: str) -> None:
    for kind in (RecipientId, OrganisationNumber):
        try:
            kind.parse(number)
        except IdentityError as problem:
            told = explain_mistake(number, problem)
            assert told.swedish
            assert told.english
            assert len(number) < 5 or number not in str(told)
