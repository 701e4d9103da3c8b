"""Accounts begin and end, as api-6.3 §3.1 draws it."""

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
OF_REGISTER, OF_DEREGISTER = recipient_v3.RegisterResponse, recipient_v3.DeregisterResponse


def at(operator: str) -> tuple[str, bool, str]:
    return ("Secure", False, operator)


## register


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


## Anonymous accounts


def test_an_anonymous_account_begins_without_signature(kivra: Operator) -> None:
    answer = result(kivra.register(TOLVAN, account_type="Anonymous", signatures=[unsigned()]), OF_REGISTER)

    assert answer.status is authority.AuthorizationStatus.COMPLETE
    assert answer.signed_by == []
    assert answer.timestamp is None
    assert kivra.state(TOLVAN) == ("Anonymous", False, KIVRA)


def test_one_that_the_holder_has_signed_all_the_same_is_anonymous_and_the_signature_is_used_up(
    kivra: Operator,
) -> None:
    own = [signed_by(TOLVAN)]

    answer = result(kivra.register(TOLVAN, account_type="Anonymous", signatures=own), OF_REGISTER)

    assert answer.signed_by == [], "it decides nothing"
    assert kivra.state(TOLVAN) == ("Anonymous", False, KIVRA)
    assert kivra.deregister(TOLVAN, signatures=own).fault.code == 5010


def test_one_that_somebody_else_has_signed_is_refused(kivra: Operator) -> None:
    fault = kivra.register(TOLVAN, account_type="Anonymous", signatures=[signed_by(LENA)]).fault

    assert fault.code == 5010
    assert f"{LENA[:8]}**** has signed" in fault.description
    assert "one empty SignatureData" in fault.description
    assert kivra.state(TOLVAN) == NO_ACCOUNT


def test_a_company_begins_no_account_without_signatures(kivra: Operator) -> None:
    without_account(BJORKEN)

    fault = kivra.register(BJORKEN, account_type="Anonymous", signatures=[unsigned()]).fault

    assert fault.code == 5010
    assert "Anonymous är för personer" in fault.text.swedish
    assert kivra.state(BJORKEN)[0] == "Not"


def test_an_anonymous_account_ends_without_signature(kivra: Operator, digimail: Operator) -> None:
    kivra.register(TOLVAN, account_type="Anonymous", signatures=[unsigned()])

    assert digimail.deregister(TOLVAN, signatures=[unsigned()]).fault.code == 5002
    assert kivra.deregister(TOLVAN, signatures=[unsigned()]).status == 200
    assert kivra.state(TOLVAN) == NO_ACCOUNT


def test_an_account_of_type_not_cannot_be_registered(kivra: Operator) -> None:
    assert kivra.register(TOLVAN, account_type="Not").fault.code == 5001


def test_a_registration_that_waits_for_signatures_does_not_become_anonymous(kivra: Operator) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA)

    assert kivra.register(FJALLBACK, account_type="Anonymous", signatures=[unsigned()]).fault.code == 5011


## deregister


def test_a_person_leaves(kivra: Operator) -> None:
    answer = result(kivra.deregister(JOHAN), OF_DEREGISTER)

    assert answer.status is authority.AuthorizationStatus.COMPLETE
    assert kivra.state(JOHAN) == NO_ACCOUNT


def test_a_company_receives_until_all_have_signed_that_it_leaves(mmp: Operator) -> None:
    answer = result(mmp.deregister(FJALLBACK, ANNIKA), OF_DEREGISTER)

    assert answer.status is authority.AuthorizationStatus.INCOMPLETE
    assert [person.id for person in answer.possible_signers] == [LENA]
    assert mmp.state(FJALLBACK) == at(MMP)

    assert result(mmp.deregister(FJALLBACK, LENA), OF_DEREGISTER).status is authority.AuthorizationStatus.COMPLETE
    assert mmp.state(FJALLBACK) == NO_ACCOUNT


def test_there_is_nothing_to_leave_without_an_account(kivra: Operator) -> None:
    assert kivra.deregister(TOLVAN).fault.code == 8002


def test_a_registration_that_waits_is_withdrawn_and_not_deregistered(mmp: Operator) -> None:
    fault = mmp.deregister(EVA).fault

    assert fault.code == 5011
    assert "deletePendingAccountRequest" in fault.description


def test_another_operator_s_customer_cannot_be_deregistered(kivra: Operator, mmp: Operator) -> None:
    fault = kivra.deregister(ARVID).fault

    assert fault.code == 5002
    assert MMP in fault.description
    assert mmp.state(ARVID) == at(MMP)


def test_somebody_else_cannot_deregister_a_holder(kivra: Operator) -> None:
    assert kivra.deregister(JOHAN, ARVID).fault.code == 5010
    assert kivra.state(JOHAN) == at(KIVRA)


## What was signed for


def test_what_was_signed_for_is_kept_when_the_account_ends(mmp: Operator) -> None:
    mmp.register(EVA, text="Villkor 2026.")
    mmp.deregister(EVA, text="Jag slutar.")

    began, ended = Agreement.objects.filter(recipient=EVA).order_by("pk")
    assert (began.kind, ended.kind) == ("Create", "Delete")
    assert (began.agreement_text, ended.agreement_text) == ("Villkor 2026.", "Jag slutar.")
    assert EVA in began.sentence.swedish
    assert "godtar användarvillkoren för Mina meddelanden och Min myndighetspost" in began.sentence.swedish
    assert "accepts the terms of Mina meddelanden and Min myndighetspost" in began.sentence.english
    assert began.signatures[0]["number"] == EVA
    assert began.signatures[0]["is_mocked"] is True


def test_another_operator_s_agreement_does_not_name_the_state_s_terms(kivra: Operator) -> None:
    kivra.register(TOLVAN)

    kept = Agreement.objects.get(recipient=TOLVAN)
    assert "Min myndighetspost" not in kept.sentence.swedish
    assert "Tolvan Tolvansson" in kept.sentence.swedish
    assert kept.supplier == KIVRA


def test_a_company_s_agreement_has_its_name_and_all_who_signed(kivra: Operator) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA)
    assert not Agreement.objects.filter(recipient=FJALLBACK).exists(), "nothing is agreed yet"

    kivra.register(FJALLBACK, ANNIKA)

    kept = Agreement.objects.get(recipient=FJALLBACK)
    assert kept.sentence.english.startswith("Fjällbäck Konsult AB (165560000019) has an account")
    assert {signature["number"] for signature in kept.signatures} == {LENA, ANNIKA}


def _request_at(name: str) -> recipient.AccountRequest:
    return account_request(TOLVAN, "Create", name)


def _secure() -> recipient.AccountTypes:
    return recipient.AccountTypes.SECURE
