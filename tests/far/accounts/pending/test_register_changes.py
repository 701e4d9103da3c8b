"""What the company and population registers say changes while signatures are awaited."""

import pytest

from base_registers.models import Company, Officer, SourceFailure
from far.models import PendingRequest
from tests.cast import ARVID, TOLVAN
from tests.far.accounts.cast import (
    ANNIKA,
    FJALLBACK,
    KOMMUN_A,
    LENA,
    MMP,
    Operator,
    result,
)
from tests.far.accounts.pending.answers import COMPLETE, INCOMPLETE, OF_REGISTER


def test_a_signature_of_somebody_who_leaves_the_board_no_longer_counts(waiting: Operator) -> None:
    Officer.objects.filter(company=FJALLBACK, person=LENA).update(person=TOLVAN)

    [found] = waiting.pending(ANNIKA)
    assert found.signature_status.signed_by == []
    assert {person.id for person in found.signature_status.possible_signers} == {ANNIKA, TOLVAN}
    assert waiting.pending(LENA) == [], "who has left sees nothing"

    answer = result(waiting.register(FJALLBACK, ANNIKA), OF_REGISTER)
    assert answer.status is INCOMPLETE
    assert [person.id for person in answer.signed_by] == [ANNIKA]
    assert waiting.register(FJALLBACK, LENA).fault.code == 5010
    assert result(waiting.register(FJALLBACK, TOLVAN), OF_REGISTER).status is COMPLETE


def test_a_company_that_is_dissolved_cannot_complete_what_waits(waiting: Operator) -> None:
    Company.objects.filter(number=FJALLBACK).update(status=Company.Status.DISSOLVED)

    fault = waiting.register(FJALLBACK, ANNIKA).fault

    assert fault.code == 5009
    assert "Fjällbäck Konsult AB" in fault.description
    assert waiting.state(FJALLBACK) == ("Not", True, None), "it waits until it expires"
    assert waiting.register(FJALLBACK, LENA).fault.code == 5009, "nobody signs for it any longer"


@pytest.mark.parametrize("user", [LENA, ANNIKA], ids=["who signed", "whom the rule counts"])
def test_what_waits_of_a_dissolved_company_is_seen_and_withdrawn(waiting: Operator, user: str) -> None:
    Company.objects.filter(number=FJALLBACK).update(status=Company.Status.DISSOLVED)

    [found] = waiting.pending(user)
    assert (found.account_request.id, found.signature_status.possible_signers) == (FJALLBACK, [])
    assert waiting.pending(user, FJALLBACK) == [found]
    assert waiting.ask_pending(ARVID, FJALLBACK).fault.code == 8003
    assert waiting.withdraw(FJALLBACK, ARVID).fault.code == 8003

    assert waiting.withdraw(FJALLBACK, user).status == 200
    assert waiting.state(FJALLBACK) == ("Not", False, None)


@pytest.mark.parametrize("user", [LENA, ANNIKA], ids=["who signed and left", "who is left alone"])
def test_what_too_few_are_left_to_sign_is_seen_and_withdrawn(waiting: Operator, user: str) -> None:
    Officer.objects.filter(company=FJALLBACK, person=LENA).delete()
    assert waiting.register(FJALLBACK, ANNIKA).fault.code in {5009, 5010}, "two must sign"

    assert [found.account_request.id for found in waiting.pending(user)] == [FJALLBACK]
    assert waiting.withdraw(FJALLBACK, user).status == 200

    assert not PendingRequest.objects.filter(account=FJALLBACK).exists()


def test_who_signed_for_a_company_that_is_struck_off_the_register_withdraws_it(waiting: Operator) -> None:
    Company.objects.filter(number=FJALLBACK).delete()

    assert [found.account_request.id for found in waiting.pending(LENA)] == [FJALLBACK]
    assert waiting.ask_pending(ANNIKA, FJALLBACK).fault.code == 8003, "nothing tells who she was"
    assert waiting.withdraw(FJALLBACK, LENA).status == 200


def test_changes_of_a_dissolved_company_are_seen_and_withdrawn(mmp: Operator, kivra: Operator) -> None:
    kivra.change(FJALLBACK, LENA)
    mmp.store(FJALLBACK, [KOMMUN_A], LENA)
    mmp.deregister(FJALLBACK, LENA)
    Company.objects.filter(number=FJALLBACK).update(status=Company.Status.DISSOLVED)

    for ask in (mmp.pending_change, mmp.pending_preferences, mmp.ask_pending):
        assert ask(*((ANNIKA, FJALLBACK) if ask == mmp.ask_pending else (FJALLBACK, ANNIKA))).status == 200
    for withdraw in (kivra.withdraw_change, kivra.withdraw_preferences, kivra.withdraw):
        assert withdraw(FJALLBACK, ANNIKA).status == 200

    assert not PendingRequest.objects.filter(account=FJALLBACK).exists()
    assert mmp.state(FJALLBACK) == ("Secure", False, MMP)


def test_a_company_register_that_fails_changes_nothing(waiting: Operator) -> None:
    SourceFailure.objects.create(register="companies", number=FJALLBACK, problem="DataUncertain")

    assert waiting.register(FJALLBACK, ANNIKA).fault.code == 5018
    assert waiting.ask_pending(LENA, FJALLBACK).fault.code == 5018
    assert waiting.state(FJALLBACK) == ("Not", True, None)


def test_a_population_register_that_fails_refuses_a_registration(kivra: Operator) -> None:
    SourceFailure.objects.create(register="people", number=TOLVAN, problem="SourceInaccessible")

    assert kivra.register(TOLVAN).fault.code == 5017
    assert kivra.state(TOLVAN) == ("Not", False, None)
