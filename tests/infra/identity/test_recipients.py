"""Recipients of a delivery or a question must be possible numbers, and a delivery names each of them once."""

import pytest

from infra.errors import InvalidInput
from infra.errors.codes import ErrorCode
from infra.identity import RecipientId
from infra.identity.recipients import require_check_digits, require_valid

ANNA, MARIA, COMPANY = "198101052382", "192705178354", "162021004748"
NO_DAY, WRONG_DIGIT = "198102302382", "198101052383"


def test_possible_numbers_pass_in_any_order() -> None:
    require_valid([COMPANY, ANNA, MARIA])
    require_valid([])
    require_check_digits([RecipientId(ANNA), RecipientId(ANNA)])


@pytest.mark.parametrize(
    ("wrong", "swedish", "english"),
    [
        (NO_DAY, "anger en dag som inte finns", "names a day that does not exist"),
        (WRONG_DIGIT, "har fel kontrollsiffra", "has a wrong check digit"),
    ],
)
def test_the_wrong_number_is_named_by_its_place_and_not_in_full(wrong: str, swedish: str, english: str) -> None:
    with pytest.raises(InvalidInput) as delivery:
        require_valid([ANNA, MARIA, wrong])
    with pytest.raises(InvalidInput) as question:
        require_check_digits([RecipientId(ANNA), RecipientId(wrong)])

    assert delivery.value.code == question.value.code == ErrorCode.INVALID_INPUT
    assert f"Mottagare nummer 3 ({wrong[:8]}****) {swedish}" in delivery.value.text.swedish
    assert f"Recipient number 3 ({wrong[:8]}****) {english}" in delivery.value.text.english
    assert f"recipientId nummer 2 ({wrong[:8]}****) {swedish}" in question.value.text.swedish
    assert wrong not in str(delivery.value.text) + str(question.value.text)


def test_a_recipient_that_stands_twice_is_named_and_not_in_full() -> None:
    with pytest.raises(InvalidInput) as problem:
        require_valid([ANNA, MARIA, ANNA])

    assert "19810105**** står två gånger" in problem.value.text.swedish
    assert "19810105**** stands twice" in problem.value.text.english
    assert ANNA not in str(problem.value.text)
