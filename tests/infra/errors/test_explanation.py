"""A refusal explains itself by values; what it does not say is its class's, or general advice for the check."""

import pytest

from infra.errors import (
    InternalError,
    InvalidInput,
    MinaMeddelandenError,
    PopulationRegisterFailed,
    SignatureFault,
)
from infra.errors.explanation import GENERAL_FIXES, AtFault, Check
from infra.texts import Text


def test_what_is_not_said_is_the_class_s() -> None:
    explanation = SignatureFault("Fel", "Wrong").explanation

    assert explanation.reason == "signature-refused"
    assert explanation.check is Check.SIGNATURE
    assert explanation.at_fault is AtFault.YOU
    assert explanation.retry is False
    assert explanation.fix == GENERAL_FIXES[Check.SIGNATURE]


def test_what_is_said_stands_before_the_class_s() -> None:
    explanation = InvalidInput(
        "Fel",
        "Wrong",
        slug="a-reason",
        check=Check.TRANSPORT,
        at_fault=AtFault.OPERATOR,
        retry=True,
        where="Body",
        expected="1",
        received=Text("två", "two"),
        fix=Text("Rätta", "Mend"),
    ).explanation

    assert explanation.as_json() == {
        "reason": "a-reason",
        "check": "transport",
        "at_fault": "operator",
        "retry": True,
        "where": "Body",
        "expected": "1",
        "received": "två | two",
        "fix": "Rätta | Mend",
    }


def test_the_system_s_trouble_is_the_infrastructure_s_and_may_pass() -> None:
    explanation = InternalError("Fel", "Wrong").explanation

    assert (explanation.at_fault, explanation.retry) == (AtFault.INFRASTRUCTURE, True)


def test_a_register_that_gives_no_answer_may_be_asked_again_whatever_its_code_says() -> None:
    explanation = PopulationRegisterFailed("Fel", "Wrong").explanation

    assert (explanation.at_fault, explanation.retry) == (AtFault.INFRASTRUCTURE, True)


def test_an_error_raised_in_another_s_place_keeps_its_reason() -> None:
    first = InvalidInput("Fel", "Wrong", slug="a-reason", where="Body")

    second = SignatureFault.saying(first.text, **first.facts)

    assert second.code != first.code
    assert second.explanation == first.explanation.__class__(
        reason="a-reason",
        check=Check.SCHEMA,
        at_fault=AtFault.YOU,
        retry=False,
        where="Body",
        fix=GENERAL_FIXES[Check.SCHEMA],
    )


def test_an_error_without_a_reason_of_its_own_passes_its_class_s_on() -> None:
    assert SignatureFault.saying(Text("a", "b"), **InvalidInput("Fel", "Wrong").facts).explanation.reason == (
        "invalid-input"
    )


@pytest.mark.parametrize("check", list(Check))
def test_there_is_advice_for_every_check(check: Check) -> None:
    error = MinaMeddelandenError("Fel", "Wrong", check=check)

    assert all(error.explanation.fix)
