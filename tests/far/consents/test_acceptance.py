"""The person who is offered a consent answers it."""

import pytest

from far.models import Account, Consent
from tests.cast import ARVID, MARIA
from tests.far.consents.operators import Operator
from tests.far.people import ANNIKA, FJALLBACK, JOHAN, LENA

State, Ending = Consent.State, Consent.Ending
ANSWERS = ("accept", "refuse")


def test_an_accepted_consent_is_in_force(mmp: Operator) -> None:
    mmp.register(ARVID, MARIA, ARVID)

    assert mmp.accept(ARVID, MARIA).status == 200

    consent = Consent.objects.get()
    assert consent.state == State.ACTIVE
    assert consent.accepted_at is not None


def test_a_refused_consent_is_kept_as_history(mmp: Operator) -> None:
    mmp.register(ARVID, MARIA, ARVID)

    assert mmp.refuse(ARVID, MARIA).status == 200

    consent = Consent.objects.get()
    assert (consent.state, consent.ending) == (State.ENDED, Ending.REFUSED)
    assert consent.ended_at is not None


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_was_never_offered_cannot_be_answered(mmp: Operator, answer: str) -> None:
    assert getattr(mmp, answer)(ARVID, MARIA).fault.code == 5003


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_owner_cannot_answer_for_the_other(mmp: Operator, answer: str) -> None:
    mmp.register(ARVID, MARIA, ARVID)

    assert getattr(mmp, answer)(ARVID, ARVID).fault.code == 8003


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_third_person_is_offered_nothing(mmp: Operator, answer: str) -> None:
    mmp.register(ARVID, MARIA, ARVID)

    assert getattr(mmp, answer)(ARVID, LENA).fault.code == 5003
    assert Consent.objects.get().state == State.WAITING_FOR_ACCEPT


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_consent_that_lacks_signatures_cannot_be_answered(mmp: Operator, answer: str) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)

    assert getattr(mmp, answer)(FJALLBACK, MARIA).fault.code == 5011


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_consent_is_answered_once(mmp: Operator, answer: str) -> None:
    mmp.given(ARVID, MARIA)

    assert getattr(mmp, answer)(ARVID, MARIA).fault.code == 5011


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_operator_of_neither_side_may_not_ask(mmp: Operator, digimail: Operator, answer: str) -> None:
    mmp.register(ARVID, MARIA, ARVID)

    assert getattr(digimail, answer)(ARVID, MARIA).fault.code == 5002


def test_the_receivers_own_operator_may_answer(mmp: Operator, kivra: Operator) -> None:
    mmp.register(ARVID, JOHAN, ARVID)

    assert kivra.accept(ARVID, JOHAN).status == 200


def test_an_account_that_has_been_closed_meanwhile_gives_no_right(mmp: Operator) -> None:
    mmp.register(ARVID, MARIA, ARVID)
    Account.objects.filter(recipient=ARVID).delete()

    assert mmp.accept(ARVID, MARIA).fault.code == 5003
    assert Consent.objects.get().ending == Ending.ACCOUNT_CLOSED


def test_a_number_that_cannot_be_is_refused(mmp: Operator) -> None:
    assert mmp.accept("192705178355", MARIA).fault.code == 5001
    assert mmp.accept(ARVID, "123").fault.code == 5001
    assert mmp.accept(ARVID, "fi010170-1234").fault.code == 5003, "a foreign identity has no consent"


def test_a_sender_may_answer_nothing(mmp: Operator, kommun_a: object) -> None:
    mmp.register(ARVID, MARIA, ARVID)

    assert Operator(kommun_a).accept(ARVID, MARIA).fault.code == 5002  # type: ignore[arg-type]  # a sender in the place of an operator
    assert Operator(kommun_a).refuse(ARVID, MARIA).fault.code == 5002  # type: ignore[arg-type]  # a sender in the place of an operator


def test_a_company_whose_signatures_are_complete_can_be_answered(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA, ANNIKA)

    assert mmp.accept(FJALLBACK, MARIA).status == 200
