"""What waits for signatures: every co-signer sees it, any operator withdraws it, and it expires."""

import pytest
from pytest_django.fixtures import Settings

from base_registers.models import Company, Officer, SourceFailure
from contracts import authority, recipient_v2, recipient_v3
from far.accounts import pending
from far.models import Account, PendingRequest, PendingSignature
from tests.cast import ARVID, TOLVAN
from tests.far.accounts.cast import (
    ANNIKA,
    BJORKEN,
    EVA,
    FJALLBACK,
    FOREIGN,
    JOHAN,
    KIVRA,
    KOMMUN_A,
    LENA,
    MMP,
    TEXT,
    Operator,
    read,
    result,
    without_account,
)
from tests.far.accounts.conftest import Later

OF_REGISTER = recipient_v3.RegisterResponse
INCOMPLETE, COMPLETE = authority.AuthorizationStatus.INCOMPLETE, authority.AuthorizationStatus.COMPLETE


@pytest.fixture
def waiting(kivra: Operator) -> Operator:
    """Kivra, with whom Lena has signed for Fjällbäck, for which two must sign."""
    without_account(FJALLBACK)
    assert kivra.register(FJALLBACK, LENA).status == 200
    return kivra


## Seen


@pytest.mark.parametrize("user", [LENA, ANNIKA])
def test_every_co_signer_sees_what_waits_without_naming_it(waiting: Operator, user: str) -> None:
    [found] = waiting.pending(user)

    request, status = found.account_request, found.signature_status
    assert (request.id, request.type_value.value, request.service_supplier) == (FJALLBACK, "Create", KIVRA)
    assert request.agreement_text == TEXT
    assert str(request.timestamp) == "2026-11-28"
    assert status.status is INCOMPLETE
    assert [person.id for person in status.signed_by] == [LENA]
    assert [person.id for person in status.possible_signers] == [ANNIKA]
    assert status.timestamp is not None
    assert status.text == "Firman tecknas av två styrelseledamöter i förening."


def test_a_co_signer_sees_it_at_another_operator(waiting: Operator, digimail: Operator) -> None:
    assert [found.account_request.id for found in digimail.pending(ANNIKA, FJALLBACK)] == [FJALLBACK]


def test_a_stranger_sees_nothing(waiting: Operator) -> None:
    assert waiting.pending(ARVID) == []
    assert waiting.ask_pending(ARVID, FJALLBACK).fault.code == 8003


def test_nothing_waits_of_an_account_that_stands(waiting: Operator) -> None:
    assert waiting.pending(ARVID, ARVID) == []
    assert waiting.pending(TOLVAN) == []


def test_a_person_with_a_foreign_identity_has_nothing_waiting(waiting: Operator) -> None:
    assert waiting.pending(FOREIGN) == []
    assert waiting.ask_pending(FOREIGN, FJALLBACK).fault.code == 8003


def test_a_deregistration_is_seen_too(mmp: Operator) -> None:
    mmp.deregister(FJALLBACK, LENA)

    [found] = mmp.pending(ANNIKA)

    assert found.account_request.type_value.value == "Delete"


def test_the_seeded_registration_is_seen_by_its_holder(mmp: Operator) -> None:
    [found] = mmp.pending(EVA)

    assert found.account_request.service_supplier == MMP
    assert found.signature_status.signed_by == []
    assert [person.name for person in found.signature_status.possible_signers] == ["Eva Bergqvist"]


def test_a_thousand_holders_may_be_asked_about_and_no_more(kivra: Operator) -> None:
    assert kivra.pending(TOLVAN, *[TOLVAN] * 1_000) == []
    assert kivra.ask_pending(TOLVAN, *[TOLVAN] * 1_001).fault.code == 5005


def test_numbers_that_nobody_can_have_are_refused(kivra: Operator) -> None:
    assert kivra.ask_pending(TOLVAN, "191212121213").fault.code == 5001
    assert kivra.ask_pending("191212121213").fault.code == 5001
    assert kivra.ask_pending("191213131212").fault.code == 5001


## Withdrawn


@pytest.mark.parametrize("user", [LENA, ANNIKA])
def test_any_operator_withdraws_a_registration_for_a_co_signer(
    waiting: Operator, digimail: Operator, user: str
) -> None:
    assert digimail.withdraw(FJALLBACK, user).status == 200

    assert digimail.state(FJALLBACK) == ("Not", False, None)
    assert digimail.register(FJALLBACK, LENA, ANNIKA).status == 200


def test_what_was_withdrawn_is_not_signed_for_any_longer(waiting: Operator) -> None:
    waiting.withdraw(FJALLBACK, ANNIKA)

    assert result(waiting.register(FJALLBACK, ANNIKA), OF_REGISTER).status is INCOMPLETE


def test_a_withdrawn_deregistration_leaves_the_account_as_it_was(mmp: Operator, kivra: Operator) -> None:
    mmp.deregister(FJALLBACK, LENA)

    assert kivra.withdraw(FJALLBACK, ANNIKA).status == 200

    assert mmp.state(FJALLBACK) == ("Secure", False, MMP)
    assert mmp.pending(LENA) == []


def test_a_stranger_withdraws_nothing(waiting: Operator) -> None:
    for user in (ARVID, FOREIGN):
        assert waiting.withdraw(FJALLBACK, user).fault.code == 8003
    assert waiting.state(FJALLBACK) == ("Not", True, None)


def test_there_is_nothing_to_withdraw_without_an_account(kivra: Operator) -> None:
    assert kivra.withdraw(TOLVAN).fault.code == 8002


def test_an_active_account_is_not_withdrawn(kivra: Operator) -> None:
    fault = kivra.withdraw(ARVID).fault

    assert fault.code == 5011
    assert "deregister" in fault.description
    assert kivra.state(ARVID) == ("Secure", False, MMP)


def test_only_operators_ask_and_withdraw(waiting: Operator) -> None:
    agency = Operator("kommun-a", waiting.post)

    assert agency.ask_pending(LENA).fault.code == 5002
    assert agency.withdraw(FJALLBACK, LENA).fault.code == 5002
    assert KOMMUN_A in agency.withdraw(FJALLBACK, LENA).fault.description


## Expired


def test_a_registration_that_waited_too_long_is_not_shown(waiting: Operator, later: Later) -> None:
    later(hours=719)
    assert waiting.state(FJALLBACK) == ("Not", True, None)

    later(hours=2)

    assert waiting.state(FJALLBACK) == ("Not", False, None)
    assert waiting.pending(LENA) == []
    assert waiting.withdraw(FJALLBACK, LENA).fault.code == 8002


def test_another_operator_may_begin_anew_when_it_has_expired(
    waiting: Operator, digimail: Operator, later: Later
) -> None:
    later(hours=721)

    answer = result(digimail.register(FJALLBACK, ANNIKA), OF_REGISTER)

    assert answer.status is INCOMPLETE
    assert [person.id for person in answer.signed_by] == [ANNIKA]


def test_a_late_signature_does_not_join_the_expired_one(waiting: Operator, later: Later) -> None:
    later(hours=721)

    assert result(waiting.register(FJALLBACK, ANNIKA), OF_REGISTER).status is INCOMPLETE


def test_an_expired_deregistration_leaves_the_account(mmp: Operator, later: Later) -> None:
    mmp.deregister(FJALLBACK, LENA)

    later(hours=721)

    assert mmp.pending(LENA) == []
    assert result(mmp.deregister(FJALLBACK, ANNIKA), recipient_v3.DeregisterResponse).status is INCOMPLETE
    assert mmp.state(FJALLBACK) == ("Secure", False, MMP)


def test_the_sweep_deletes_what_has_expired_and_nothing_else(
    waiting: Operator, mmp: Operator, later: Later
) -> None:
    mmp.deregister(JOHAN, JOHAN)
    before = Account.objects.count()
    assert pending.delete_expired() == 0

    later(hours=721)
    swept = pending.delete_expired()

    assert swept == 1
    assert Account.objects.count() == before - 1
    assert not PendingSignature.objects.exists()
    assert PendingRequest.objects.get().account_id == EVA, "the seeded one waits for good"


def test_how_long_a_request_waits_is_a_setting(waiting: Operator, settings: Settings, later: Later) -> None:
    settings.PENDING_HOURS = 1.0
    waiting.withdraw(FJALLBACK, LENA)
    waiting.register(FJALLBACK, LENA)

    later(minutes=61)

    assert waiting.state(FJALLBACK) == ("Not", False, None)


## What the registers say changes meanwhile


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


## Changes of operator and of preferences


def test_nothing_waits_unless_somebody_has_signed(mmp: Operator) -> None:
    for ask in (mmp.pending_change, mmp.withdraw_change, mmp.pending_preferences, mmp.withdraw_preferences):
        assert ask(ARVID).fault.code == 5003
        assert ask(TOLVAN).fault.code == 8002
        assert ask(BJORKEN, ARVID).fault.code in {5003, 8003}


def test_a_change_of_operator_waits_for_the_second_signer(mmp: Operator, kivra: Operator) -> None:
    kivra.change(FJALLBACK, LENA)

    for operator in (mmp, kivra):
        found = read(
            operator.pending_change(FJALLBACK, ANNIKA), recipient_v2.GetPendingChangeServiceSupplierResponse
        ).return_value
        assert found.service_supplier is not None
        assert found.service_supplier.name == KIVRA
        assert [person.id for person in found.pending_signatures.signed_by] == [LENA]
    assert mmp.state(FJALLBACK) == ("Secure", False, MMP)


def test_any_operator_withdraws_a_change_of_operator(kivra: Operator, digimail: Operator) -> None:
    kivra.change(FJALLBACK, LENA)

    answer = read(
        digimail.withdraw_change(FJALLBACK, ANNIKA), recipient_v2.DeletePendingChangeServiceSupplierResponse
    )

    assert answer.service_supplier.name == KIVRA
    assert kivra.pending_change(FJALLBACK, LENA).fault.code == 5003


def test_preferences_wait_and_are_withdrawn(mmp: Operator, digimail: Operator) -> None:
    mmp.store(FJALLBACK, [KOMMUN_A], LENA)

    found = read(
        digimail.pending_preferences(FJALLBACK, ANNIKA), recipient_v2.GetPendingAccountPreferencesResponse
    ).return_value
    assert [(sender.id, sender.name) for sender in found.account_preferences.accepted_senders] == [
        (KOMMUN_A, "Kommun A")
    ]
    assert found.pending_signatures.status is INCOMPLETE

    answer = read(
        digimail.withdraw_preferences(FJALLBACK, ANNIKA), recipient_v2.DeletePendingAccountPreferencesResponse
    ).return_value
    assert (answer.id.value, answer.user_identity.value) == (FJALLBACK, ANNIKA)
    assert mmp.pending_preferences(FJALLBACK, LENA).fault.code == 5003


def test_a_stranger_neither_sees_nor_withdraws_changes(mmp: Operator, kivra: Operator) -> None:
    kivra.change(FJALLBACK, LENA)
    mmp.store(FJALLBACK, [KOMMUN_A], LENA)

    for ask in (mmp.pending_change, mmp.withdraw_change, mmp.pending_preferences, mmp.withdraw_preferences):
        assert ask(FJALLBACK, ARVID).fault.code == 8003
    assert PendingRequest.objects.filter(account=FJALLBACK).count() == 2


def test_changes_expire_as_registrations_do(kivra: Operator, later: Later) -> None:
    kivra.change(FJALLBACK, LENA)

    later(hours=721)

    assert kivra.pending_change(FJALLBACK, LENA).fault.code == 5003
    assert pending.delete_expired() == 1
