"""What is signed to get, move or close a mailbox, and what came of signatures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import authority
from mailbox_operator.customers.agreements import EnrolmentAction, write_agreement
from mailbox_operator.customers.signing import SigningProgress, Status
from mailbox_operator.models import Operator
from tests.cast import ARVID, MARIA, TOLVAN

STATE = Operator(name="minmyndighetspost.se", display_name="Min myndighetspost")
KIVRA = Operator(name="kivra.com", display_name="Kivra")
TERMS = "villkoren för Min myndighetspost"


def person(number: str) -> authority.Person:
    return authority.Person(id=number, name=f"Namn {number[-4:]}")


def result(status: Status | None = None, **changes: object) -> authority.SignatureAuthorizationResult:
    return authority.SignatureAuthorizationResult(status=status, **changes)  # type: ignore[arg-type]  # passed on as they came


@pytest.mark.parametrize("action", list(EnrolmentAction))
@pytest.mark.parametrize("operator", [STATE, KIVRA], ids=["state", "kivra"])
def test_each_agreement_names_the_holder_and_the_operator(action: EnrolmentAction, operator: Operator) -> None:
    text = write_agreement(action, TOLVAN, "Tolvan Tolvansson", operator)

    assert f"Tolvan Tolvansson ({TOLVAN})" in text
    assert f"{operator.display_name} ({operator.name})" in text


@pytest.mark.parametrize(
    ("action", "operator", "has_terms"),
    [
        (EnrolmentAction.REGISTER, STATE, True),
        (EnrolmentAction.SWITCH, STATE, True),
        (EnrolmentAction.DEREGISTER, STATE, False),
        (EnrolmentAction.REGISTER, KIVRA, False),
        (EnrolmentAction.SWITCH, KIVRA, False),
        (EnrolmentAction.DEREGISTER, KIVRA, False),
    ],
)
def test_the_terms_of_the_state_are_signed_by_those_who_come_to_it(
    action: EnrolmentAction, operator: Operator, has_terms: bool
) -> None:
    assert (TERMS in write_agreement(action, TOLVAN, "Tolvan", operator)) is has_terms


def test_who_leaves_agrees_to_nothing_new() -> None:
    text = write_agreement(EnrolmentAction.DEREGISTER, TOLVAN, "Tolvan", KIVRA)

    assert "godkänner" not in text
    assert "Ny post kommer på papper" in text


def test_three_actions_have_three_texts() -> None:
    assert len({write_agreement(action, TOLVAN, "Tolvan", KIVRA) for action in EnrolmentAction}) == len(
        EnrolmentAction
    )


@given(name=st.text(max_size=30), action=st.sampled_from(EnrolmentAction))
def test_all_who_sign_sign_the_same_whatever_the_holder_is_called(name: str, action: EnrolmentAction) -> None:
    first, second = (write_agreement(action, TOLVAN, name, KIVRA) for _ in range(2))

    assert first == second
    assert f"{name} ({TOLVAN})" in first


@pytest.mark.parametrize("status", list(Status))
def test_each_status_of_the_contract_says_one_thing(status: Status) -> None:
    signing = SigningProgress.read(result(status))

    assert signing.is_complete is (status is Status.COMPLETE)
    assert signing.is_undecidable is (status is Status.RULES_NOT_SUPPORTED)


def test_without_a_status_it_is_complete_and_without_a_text_the_rule_is_empty() -> None:
    signing = SigningProgress.read(result())

    assert (signing.is_complete, signing.rule, list(signing.signed_by)) == (True, "", [])


def test_only_those_who_may_sign_and_have_not_are_lacking() -> None:
    signing = SigningProgress.read(
        result(
            Status.INCOMPLETE,
            signed_by=[person(ARVID)],
            possible_signers=[person(MARIA)],
            text="Två i förening",
        )
    )

    assert (signing.lacks(MARIA), signing.lacks(ARVID), signing.lacks(TOLVAN)) == (True, False, False)
    assert [(each.number, each.name) for each in signing.signed_by] == [(ARVID, f"Namn {ARVID[-4:]}")]
    assert signing.rule == "Två i förening"
