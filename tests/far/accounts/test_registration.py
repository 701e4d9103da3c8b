"""Accounts begin, as api-6.3 §3.1 draws it."""

from datetime import UTC, datetime

import pytest

from contracts import authority, recipient, recipient_v3
from far.models import Account, Agreement, PendingRequest, ServiceSupplier
from tests.cast import ARVID, TOLVAN, Sender
from tests.far.accounts.cast import (
    ANNIKA,
    BIRGITTA,
    BJORKEN,
    BYNS_KRAFT,
    EVA,
    FJALLBACK,
    JOHAN,
    KIVRA,
    KOMMUN_A,
    LENA,
    MATTIAS,
    MMP,
    Operator,
    account_request,
    result,
    signed_by,
    unsigned,
    without_account,
)
from tests.far.test_over_soap import reachable

NO_ACCOUNT, WAITING = ("Not", False, None), ("Not", True, None)
OF_REGISTER = recipient_v3.RegisterResponse


def at(operator: str) -> tuple[str, bool, str]:
    return ("Secure", False, operator)


def test_a_person_registers_and_can_be_reached(kivra: Operator, kommun_a: Sender) -> None:
    answer = result(kivra.register(TOLVAN), OF_REGISTER)

    assert answer.id == TOLVAN
    assert answer.status is authority.AuthorizationStatus.COMPLETE
    assert [(person.id, person.name) for person in answer.signed_by] == [(TOLVAN, "Tolvan Tolvansson")]
    assert answer.timestamp is not None
    assert answer.possible_signers == []
    assert kivra.state(TOLVAN) == at(KIVRA)
    [status] = reachable(kommun_a, TOLVAN)
    assert status.sender_accepted, "a new holder accepts everybody"
    assert status.account_status.service_supplier is not None
    assert status.account_status.service_supplier.name == KIVRA
    assert status.account_status.last_registration is not None


def test_who_registers_again_has_the_time_of_the_last_registration(kivra: Operator) -> None:
    Account.objects.filter(recipient=JOHAN).update(registered_at=datetime(2020, 1, 1, tzinfo=UTC))
    kivra.deregister(JOHAN)

    kivra.register(JOHAN)

    registered = kivra.status(JOHAN).last_registration
    assert registered is not None
    assert registered.year > 2020


def test_a_company_that_one_signs_for_registers_at_once(kivra: Operator) -> None:
    without_account(BJORKEN)

    answer = result(kivra.register(BJORKEN, BIRGITTA), OF_REGISTER)

    assert answer.status is authority.AuthorizationStatus.COMPLETE
    assert answer.text == "Firman tecknas av styrelsens ledamot ensam."
    assert kivra.state(BJORKEN) == at(KIVRA)


def test_a_company_that_two_sign_for_waits_for_the_second(kivra: Operator, kommun_a: Sender) -> None:
    without_account(FJALLBACK)

    answer = result(kivra.register(FJALLBACK, LENA), OF_REGISTER)

    assert answer.status is authority.AuthorizationStatus.INCOMPLETE
    assert [person.id for person in answer.signed_by] == [LENA]
    assert [(person.id, person.name) for person in answer.possible_signers] == [(ANNIKA, "Annika Hedlund")]
    assert kivra.state(FJALLBACK) == WAITING
    [status] = reachable(kommun_a, FJALLBACK)
    assert (status.account_status.type_value.value, status.account_status.pending) == ("Not", True)
    assert not status.sender_accepted
    assert status.account_status.last_registration is None


def test_the_second_signature_completes_the_registration(kivra: Operator) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA)

    answer = result(kivra.register(FJALLBACK, ANNIKA), OF_REGISTER)

    assert answer.status is authority.AuthorizationStatus.COMPLETE
    assert {person.id for person in answer.signed_by} == {LENA, ANNIKA}
    assert kivra.state(FJALLBACK) == at(KIVRA)
    assert not PendingRequest.objects.filter(account=FJALLBACK).exists()


def test_both_may_sign_in_one_call(kivra: Operator) -> None:
    without_account(FJALLBACK)

    answer = result(kivra.register(FJALLBACK, LENA, ANNIKA), OF_REGISTER)

    assert answer.status is authority.AuthorizationStatus.COMPLETE


def test_the_same_person_twice_is_one_signer(kivra: Operator) -> None:
    without_account(FJALLBACK)

    answer = result(kivra.register(FJALLBACK, LENA, LENA), OF_REGISTER)
    again = result(kivra.register(FJALLBACK, LENA), OF_REGISTER)

    assert answer.status is again.status is authority.AuthorizationStatus.INCOMPLETE
    assert [person.id for person in again.signed_by] == [LENA]


def test_a_signature_of_somebody_else_leaves_nothing(kivra: Operator) -> None:
    assert kivra.register(TOLVAN, ARVID).fault.code == 5010
    assert kivra.state(TOLVAN) == NO_ACCOUNT


def test_a_stranger_beside_the_right_signer_spoils_the_call(kivra: Operator) -> None:
    without_account(FJALLBACK)

    fault = kivra.register(FJALLBACK, LENA, ANNIKA, ARVID).fault

    assert fault.code == 5010
    assert "19270517****" in fault.description
    assert kivra.state(FJALLBACK) == NO_ACCOUNT


def test_an_invalid_signature_leaves_a_waiting_registration_waiting(kivra: Operator) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA)

    assert kivra.register(FJALLBACK, ARVID).fault.code == 5010
    assert kivra.state(FJALLBACK) == WAITING
    assert [request.signature_status.signed_by[0].id for request in kivra.pending(LENA, FJALLBACK)] == [LENA]


def test_another_operator_cannot_sign_for_what_waits_elsewhere(kivra: Operator, digimail: Operator) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA)

    fault = digimail.register(FJALLBACK, ANNIKA).fault

    assert fault.code == 5011
    assert KIVRA in fault.description
    assert "deletePendingAccountRequest" in fault.description


@pytest.mark.parametrize("name", [MMP, KIVRA])
def test_an_active_account_cannot_be_registered_again(name: str, mmp: Operator, kivra: Operator) -> None:
    fault = {MMP: mmp, KIVRA: kivra}[name].register(ARVID).fault

    assert fault.code == 5007
    assert MMP in fault.description
    assert mmp.state(ARVID) == at(MMP)


def test_other_words_than_the_first_signer_s_do_not_join(kivra: Operator) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA)

    assert kivra.register(FJALLBACK, ANNIKA, text="Något annat.").fault.code == 5011
    assert kivra.state(FJALLBACK) == WAITING


def test_other_words_that_enough_have_signed_replace_the_waiting_ones(kivra: Operator) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA)

    answer = kivra.register(FJALLBACK, ANNIKA, LENA, text="Nya villkor.")

    assert answer.status == 200
    assert Agreement.objects.get(recipient=FJALLBACK).agreement_text == "Nya villkor."


def test_a_rule_that_no_machine_can_interpret_is_an_answer_and_changes_nothing(kivra: Operator) -> None:
    answer = result(kivra.register(BYNS_KRAFT, MATTIAS), OF_REGISTER)

    assert answer.status is authority.AuthorizationStatus.RULES_NOT_SUPPORTED
    assert answer.text is not None
    assert answer.text.startswith("Firman tecknas enligt särskilt beslut")
    assert kivra.state(BYNS_KRAFT) == NO_ACCOUNT


def test_the_seeded_registration_that_waits_is_completed_by_its_holder(mmp: Operator) -> None:
    assert mmp.state(EVA) == WAITING

    assert mmp.register(EVA).status == 200
    assert mmp.state(EVA) == at(MMP)


def test_the_same_signature_cannot_be_used_twice(kivra: Operator) -> None:
    once = [signed_by(TOLVAN, nonce="the same")]
    kivra.register(TOLVAN, signatures=once)

    assert kivra.deregister(TOLVAN, signatures=once).fault.code == 5010
    assert kivra.state(TOLVAN) == at(KIVRA)


def test_a_signature_that_was_refused_can_be_used_for_the_next_attempt(kivra: Operator, mmp: Operator) -> None:
    once = [signed_by(EVA, nonce="the only one")]
    assert kivra.register(EVA, signatures=once).fault.code == 5011

    assert mmp.register(EVA, signatures=once).status == 200


def test_an_account_without_signature_is_refused_as_secure(kivra: Operator) -> None:
    assert kivra.register(TOLVAN, signatures=[unsigned()]).fault.code == 5010
    assert kivra.state(TOLVAN) == NO_ACCOUNT


def test_a_request_to_end_is_no_registration(kivra: Operator) -> None:
    assert kivra.register(TOLVAN, kind="Delete").fault.code == 5001
    assert kivra.deregister(JOHAN, kind="Create").fault.code == 5001


def test_an_operator_registers_at_itself_only(kivra: Operator) -> None:
    fault = kivra.register(TOLVAN, at=MMP).fault

    assert fault.code == 5002
    assert MMP in fault.description
    assert KIVRA in fault.description


@pytest.mark.parametrize("name", ["ingen.example", "", "16556999906"])
def test_an_operator_that_does_not_exist_is_named(kivra: Operator, name: str) -> None:
    fault = kivra.call(
        recipient_v3.Register(
            account_request=_request_at(name),
            account_type=_secure(),
            signature=[signed_by(TOLVAN)],
        )
    ).fault

    assert fault.code == 8004
    assert KIVRA in fault.description


def test_who_is_no_operator_registers_nobody(kommun_a: Sender, kivra: Operator) -> None:
    request = recipient_v3.Register(
        account_request=_request_at(KIVRA), account_type=_secure(), signature=[signed_by(TOLVAN)]
    )

    fault = kommun_a.ask("Recipient/v3", request).fault

    assert fault.code == 5002
    assert KOMMUN_A in fault.description


def test_a_suspended_operator_registers_nobody(kivra: Operator) -> None:
    ServiceSupplier.objects.filter(name=KIVRA).update(suspended=True)

    assert kivra.register(TOLVAN).fault.code == 5002


def _request_at(name: str) -> recipient.AccountRequest:
    return account_request(TOLVAN, "Create", name)


def _secure() -> recipient.AccountTypes:
    return recipient.AccountTypes.SECURE
