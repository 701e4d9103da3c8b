"""Which senders a holder accepts: the contract's list of the accepted ones, the register's opt-outs."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts import authority, recipient_v2
from far.models import Account, Agreement, PendingRequest, Sender, SenderChoice
from infra.identity import luhn_holds
from tests.cast import ARVID, TOLVAN
from tests.cast import Sender as Municipality
from tests.far.accounts.cast import (
    ANNIKA,
    BANK,
    BIRGITTA,
    BJORKEN,
    EVA,
    FJALLBACK,
    FOREIGN,
    JOHAN,
    KOMMUN_A,
    KOMMUN_B,
    LENA,
    Operator,
    result,
    signed_by,
    unsigned,
)
from tests.far.accounts.conftest import Later
from tests.far.test_over_soap import reachable

EVERYBODY = [BANK, KOMMUN_A, KOMMUN_B]
OF_STORE = recipient_v2.StoreAccountPreferencesResponse
PER = "197601012391"
"""Refuses Kommun A."""
NEW_SENDER = "162021000027"
NORRSKEN, LARS, FATIMA, JONAS = "165560000035", "196906112393", "197706022386", "198606022393"
"""A company, its chair, a member of its board, and its managing director."""


@pytest.fixture
def many_senders(world: None) -> list[str]:
    """A thousand agencies more."""
    nines = range(162_021_100, 162_022_100)
    numbers = [f"16{nine}{next(digit for digit in range(10) if luhn_holds(f'{nine}{digit}'))}" for nine in nines]
    Sender.objects.bulk_create(Sender(organisation=number, name=f"Verket {number}") for number in numbers)
    return numbers


def test_who_has_said_nothing_accepts_everybody(mmp: Operator) -> None:
    assert mmp.preferences(ARVID) == EVERYBODY


def test_who_refuses_one_accepts_the_others(mmp: Operator) -> None:
    assert mmp.preferences(PER) == [BANK, KOMMUN_B]


def test_the_senders_that_the_list_leaves_out_are_refused(
    mmp: Operator, kommun_a: Municipality, kommun_b: Municipality
) -> None:
    answer = result(mmp.store(ARVID, [KOMMUN_B]), OF_STORE)

    assert answer.status is authority.AuthorizationStatus.COMPLETE
    assert mmp.preferences(ARVID) == [KOMMUN_B]
    [refused], [accepted] = reachable(kommun_a, ARVID), reachable(kommun_b, ARVID, about=KOMMUN_B)
    assert not refused.sender_accepted
    assert refused.last_sender_accept_change is not None
    assert accepted.sender_accepted
    assert accepted.last_sender_accept_change is None, "nothing has changed about it"


def test_an_empty_list_refuses_everybody(mmp: Operator) -> None:
    mmp.store(ARVID, [])

    assert mmp.preferences(ARVID) == []


def test_a_sender_in_the_list_is_accepted_again(mmp: Operator, kommun_a: Municipality) -> None:
    mmp.store(PER, [KOMMUN_A, KOMMUN_B])

    assert mmp.preferences(PER) == [KOMMUN_A, KOMMUN_B]
    [status] = reachable(kommun_a, PER)
    assert status.sender_accepted
    assert status.last_sender_accept_change is not None


def test_a_sender_that_is_registered_later_is_accepted(mmp: Operator) -> None:
    mmp.store(ARVID, [KOMMUN_B])

    Sender.objects.create(organisation=NEW_SENDER, name="Nya verket")

    assert mmp.preferences(ARVID) == [KOMMUN_B, NEW_SENDER]


def test_the_time_of_a_change_is_that_of_this_sender_s_latest(
    mmp: Operator, kommun_a: Municipality, later: Later
) -> None:
    mmp.store(ARVID, [KOMMUN_B])
    [first] = reachable(kommun_a, ARVID)
    later(days=1)

    mmp.store(ARVID, [])
    [unchanged] = reachable(kommun_a, ARVID)
    mmp.store(ARVID, [KOMMUN_A])
    [changed] = reachable(kommun_a, ARVID)

    assert unchanged.last_sender_accept_change == first.last_sender_accept_change
    assert first.last_sender_accept_change is not None
    assert changed.last_sender_accept_change is not None
    assert changed.last_sender_accept_change > first.last_sender_accept_change


def test_a_suspended_sender_is_neither_shown_nor_changed(mmp: Operator) -> None:
    Sender.objects.filter(organisation=KOMMUN_A).update(suspended=True)
    mmp.store(ARVID, mmp.preferences(ARVID))
    assert mmp.preferences(ARVID) == [BANK, KOMMUN_B]

    Sender.objects.filter(organisation=KOMMUN_A).update(suspended=False)

    assert mmp.preferences(ARVID) == EVERYBODY, "what it was before"


@pytest.mark.parametrize("number", [NEW_SENDER, BJORKEN, TOLVAN])
def test_an_organisation_that_is_no_sender_is_named(mmp: Operator, number: str) -> None:
    fault = mmp.store(ARVID, [KOMMUN_A, number]).fault

    assert fault.code == 5014
    assert number[:8] in fault.description
    assert (TOLVAN in fault.description) is False
    assert mmp.preferences(ARVID) == EVERYBODY


def test_a_list_that_names_a_sender_twice_names_it(mmp: Operator) -> None:
    mmp.store(ARVID, [KOMMUN_A, KOMMUN_A])

    assert mmp.preferences(ARVID) == [KOMMUN_A]


def test_storing_the_same_again_changes_nothing(mmp: Operator) -> None:
    mmp.store(ARVID, [KOMMUN_B])
    before = list(SenderChoice.objects.order_by("pk").values())

    assert mmp.store(ARVID, [KOMMUN_B]).status == 200

    assert list(SenderChoice.objects.order_by("pk").values()) == before


## Many senders


def test_a_thousand_senders_cost_as_many_queries_as_two(mmp: Operator, many_senders: list[str]) -> None:
    lists: list[list[str]] = [many_senders[:2], many_senders, [], many_senders[2:]]
    counted = [queries(partial(mmp.store, ARVID, accepted)) for accepted in lists]

    assert max(counted) - min(counted) <= 1
    assert mmp.preferences(ARVID) == many_senders[2:]


def test_five_thousand_senders_are_stored_and_given_back(mmp: Operator, world: None) -> None:
    Sender.objects.bulk_create(
        Sender(organisation=f"16{number}", name=f"Verket {number}") for number in range(2120000000, 2120005000)
    )
    accepted = [f"16{number}" for number in range(2120000000, 2120005000, 2)]

    assert mmp.store(ARVID, accepted).status == 200

    assert mmp.preferences(ARVID) == accepted
    assert SenderChoice.objects.filter(account=ARVID, accepted=False).count() == 2_503


def queries(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        call()
    return len(asked)


## Signatures


def test_a_company_s_list_waits_for_the_second_signature(mmp: Operator, kommun_a: Municipality) -> None:
    first = result(mmp.store(FJALLBACK, [KOMMUN_B], LENA), OF_STORE)
    assert first.status is authority.AuthorizationStatus.INCOMPLETE
    assert [person.id for person in first.possible_signers] == [ANNIKA]
    assert reachable(kommun_a, FJALLBACK)[0].sender_accepted, "nothing has changed yet"

    second = result(mmp.store(FJALLBACK, [KOMMUN_B], ANNIKA), OF_STORE)

    assert second.status is authority.AuthorizationStatus.COMPLETE
    assert mmp.preferences(FJALLBACK, LENA) == [KOMMUN_B]
    assert not PendingRequest.objects.filter(account=FJALLBACK).exists()


def test_a_sender_that_comes_between_two_signatures_is_accepted(mmp: Operator) -> None:
    mmp.store(FJALLBACK, [KOMMUN_B], LENA)
    Sender.objects.create(organisation=NEW_SENDER, name="Nya verket")

    mmp.store(FJALLBACK, [KOMMUN_B], ANNIKA)

    assert mmp.preferences(FJALLBACK, LENA) == [KOMMUN_B, NEW_SENDER]


def test_the_second_signer_cannot_sign_for_another_list(mmp: Operator) -> None:
    mmp.store(FJALLBACK, [KOMMUN_B], LENA)

    fault = mmp.store(FJALLBACK, [KOMMUN_A], ANNIKA).fault

    assert fault.code == 5011
    assert "deletePending" in fault.description
    assert mmp.store(FJALLBACK, [KOMMUN_B], ANNIKA).status == 200


def test_a_managing_director_chooses_senders_alone(mmp: Operator) -> None:
    mmp.register(NORRSKEN, LARS, FATIMA)

    answer = result(mmp.store(NORRSKEN, [KOMMUN_A], JONAS), OF_STORE)

    assert answer.status is authority.AuthorizationStatus.COMPLETE
    assert mmp.preferences(NORRSKEN, JONAS) == [KOMMUN_A]


def test_somebody_else_s_signature_changes_nothing(mmp: Operator) -> None:
    assert mmp.store(ARVID, [], TOLVAN, user=ARVID).fault.code == 5010
    assert mmp.store(ARVID, [], signatures=[unsigned()]).fault.code == 5010
    assert mmp.preferences(ARVID) == EVERYBODY


def test_the_same_signature_is_used_once(mmp: Operator) -> None:
    once = [signed_by(ARVID, nonce="chooses once")]
    mmp.store(ARVID, [KOMMUN_A], signatures=once)

    assert mmp.store(ARVID, [], signatures=once).fault.code == 5010
    assert mmp.preferences(ARVID) == [KOMMUN_A]


def test_an_anonymous_holder_s_operator_stores_without_signature(kivra: Operator) -> None:
    kivra.register(TOLVAN, account_type="Anonymous", signatures=[unsigned()])

    answer = result(kivra.store(TOLVAN, [KOMMUN_A], signatures=[unsigned()]), OF_STORE)

    assert answer.status is authority.AuthorizationStatus.COMPLETE
    assert kivra.preferences(TOLVAN) == [KOMMUN_A]


## Whose


def test_an_operator_sees_and_stores_for_its_own_customers(kivra: Operator, mmp: Operator) -> None:
    assert kivra.ask_preferences(ARVID).fault.code == 5002
    assert kivra.store(ARVID, []).fault.code == 5002
    assert mmp.ask_preferences(JOHAN).fault.code == 5002
    assert mmp.preferences(ARVID) == EVERYBODY


@pytest.mark.parametrize(("holder", "code"), [(TOLVAN, 8002), (EVA, 5011)])
def test_there_are_no_preferences_without_an_account(mmp: Operator, holder: str, code: int) -> None:
    assert mmp.ask_preferences(holder).fault.code == code
    assert mmp.store(holder, []).fault.code == code


@pytest.mark.parametrize("user", [TOLVAN, FOREIGN])
def test_somebody_else_sees_and_stores_nothing(mmp: Operator, user: str) -> None:
    assert mmp.ask_preferences(ARVID, user).fault.code == 8003
    assert mmp.store(ARVID, [], user=user).fault.code == 8003
    assert mmp.ask_preferences(BJORKEN, user).fault.code == 8003


def test_who_signs_for_a_company_sees_its_preferences(mmp: Operator) -> None:
    assert mmp.preferences(BJORKEN, BIRGITTA) == EVERYBODY


def test_only_an_operator_asks(mmp: Operator) -> None:
    agency = Operator("kommun-a", mmp.post)

    assert agency.ask_preferences(ARVID).fault.code == 5002
    assert agency.store(ARVID, []).fault.code == 5002


def test_the_list_is_the_holder_s_own(mmp: Operator) -> None:
    assert mmp.store(ARVID, [], about=PER).fault.code == 5001


def test_numbers_that_nobody_can_have_are_refused(mmp: Operator) -> None:
    assert mmp.ask_preferences("191212121213").fault.code == 5001
    assert mmp.ask_preferences(ARVID, "192705178355").fault.code == 5001
    assert mmp.store("191212121213", []).fault.code == 5001


def test_what_was_signed_for_is_kept(mmp: Operator) -> None:
    mmp.store(ARVID, [KOMMUN_B], text="Bara Kommun B.")

    kept = Agreement.objects.get(recipient=ARVID)
    assert kept.agreement_text == "Bara Kommun B."
    assert "1 av 3 får det" in kept.sentence.swedish
    assert "1 of 3 may" in kept.sentence.english


def test_choices_end_with_the_account(mmp: Operator) -> None:
    mmp.store(ARVID, [])
    mmp.deregister(ARVID)
    mmp.register(ARVID)

    assert mmp.preferences(ARVID) == EVERYBODY
    assert Account.objects.filter(recipient=ARVID, sender_choices=None).exists()
