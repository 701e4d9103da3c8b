"""A holder moves to another operator."""

import pytest

from contracts import authority, recipient_v2
from far.models import Account, Agreement, PendingRequest, SenderChoice
from far.models import Sender as RegisteredSender
from infra import clock
from infra.identity import RecipientId
from testbed import world
from tests.cast import ARVID, TOLVAN, Sender
from tests.far.accounts.cast import (
    ANNIKA,
    BYNS_KRAFT,
    DIGIMAIL,
    EVA,
    FJALLBACK,
    FOREIGN,
    JOHAN,
    KIVRA,
    KOMMUN_A,
    LENA,
    MATTIAS,
    MMP,
    Operator,
    result,
    signed_by,
    unsigned,
)
from tests.far.test_over_soap import reachable

OF_CHANGE = recipient_v2.ChangeServiceSupplierResponse
AT_KIVRA, AT_MMP = ("Secure", False, KIVRA), ("Secure", False, MMP)


def test_a_person_moves_and_is_reached_at_the_new_operator(kivra: Operator, kommun_a: Sender) -> None:
    before = kivra.status(ARVID).last_registration

    answer = result(kivra.change(ARVID), OF_CHANGE)

    assert answer.status is authority.AuthorizationStatus.COMPLETE
    assert [person.id for person in answer.signed_by] == [ARVID]
    assert kivra.state(ARVID) == AT_KIVRA
    assert kivra.status(ARVID).last_registration == before, "a move is no registration"
    [status] = reachable(kommun_a, ARVID)
    assert status.account_status.service_supplier is not None
    assert "operators/kivra.com" in status.account_status.service_supplier.service_adress


def test_the_holder_s_own_operator_may_ask_for_the_move(mmp: Operator) -> None:
    assert mmp.change(ARVID, to=DIGIMAIL).status == 200
    assert mmp.state(ARVID) == ("Secure", False, DIGIMAIL)


def test_a_third_operator_may_not(digimail: Operator) -> None:
    fault = digimail.change(ARVID, to=KIVRA).fault

    assert fault.code == 5002
    assert all(name in fault.description for name in (MMP, KIVRA, DIGIMAIL))
    assert digimail.state(ARVID) == AT_MMP


def test_a_move_takes_the_holder_s_choices_along(kivra: Operator) -> None:
    account = Account.objects.get(recipient=ARVID)
    sender = RegisteredSender.objects.get(organisation=KOMMUN_A)
    SenderChoice.objects.create(account=account, sender=sender, accepted=False, changed_at=clock.now())

    kivra.change(ARVID)

    assert KOMMUN_A not in kivra.preferences(ARVID)


def test_a_company_stays_until_enough_have_signed(kivra: Operator) -> None:
    first = result(kivra.change(FJALLBACK, LENA), OF_CHANGE)
    assert first.status is authority.AuthorizationStatus.INCOMPLETE
    assert kivra.state(FJALLBACK) == AT_MMP

    assert result(kivra.change(FJALLBACK, ANNIKA), OF_CHANGE).status is authority.AuthorizationStatus.COMPLETE
    assert kivra.state(FJALLBACK) == AT_KIVRA


def test_two_moves_to_different_operators_do_not_add_up(kivra: Operator, digimail: Operator) -> None:
    kivra.change(FJALLBACK, LENA)

    assert digimail.change(FJALLBACK, ANNIKA).fault.code == 5011
    assert kivra.state(FJALLBACK) == AT_MMP


def test_what_waited_at_the_operator_before_waits_no_longer(mmp: Operator, kivra: Operator) -> None:
    mmp.deregister(FJALLBACK, LENA)
    mmp.store(FJALLBACK, [KOMMUN_A], LENA)

    kivra.change(FJALLBACK, LENA, ANNIKA)

    assert not PendingRequest.objects.filter(account=FJALLBACK).exists()
    assert kivra.pending(LENA) == []
    assert kivra.state(FJALLBACK) == AT_KIVRA


@pytest.mark.parametrize(("holder", "code"), [(TOLVAN, 8002), (EVA, 5011), (JOHAN, 5007)])
def test_only_an_account_elsewhere_can_move(kivra: Operator, holder: str, code: int) -> None:
    assert kivra.change(holder).fault.code == code


def test_an_operator_that_does_not_exist_is_named(kivra: Operator) -> None:
    fault = kivra.change(ARVID, to="ingen.example").fault

    assert fault.code == 8004
    assert "ingen.example" in fault.description


@pytest.mark.parametrize("user", [TOLVAN, FOREIGN])
def test_somebody_else_does_not_move_a_holder(kivra: Operator, user: str) -> None:
    assert kivra.change(ARVID, user=user).fault.code == 8003
    assert kivra.state(ARVID) == AT_MMP


def test_a_move_needs_the_holder_s_signature(kivra: Operator) -> None:
    assert kivra.change(ARVID, TOLVAN, user=ARVID).fault.code == 5010
    assert kivra.change(ARVID, signatures=[unsigned()]).fault.code == 5010
    assert kivra.state(ARVID) == AT_MMP


def test_an_anonymous_account_moves_with_a_signature_only(kivra: Operator, mmp: Operator) -> None:
    kivra.register(TOLVAN, account_type="Anonymous", signatures=[unsigned()])

    assert mmp.change(TOLVAN, signatures=[unsigned()]).fault.code == 5010
    assert mmp.change(TOLVAN).status == 200
    assert mmp.state(TOLVAN) == ("Anonymous", False, MMP)


def test_the_same_signature_does_not_move_a_holder_twice(kivra: Operator, mmp: Operator) -> None:
    once = [signed_by(ARVID, nonce="moves once")]
    kivra.change(ARVID, signatures=once)

    assert mmp.change(ARVID, signatures=once).fault.code == 5010
    assert mmp.state(ARVID) == AT_KIVRA


def test_who_is_too_young_for_the_new_operator_stays(mmp: Operator) -> None:
    child = world.child_of(13, clock.today())
    assert child is not None

    fault = mmp.change(child.number).fault

    assert fault.code == 5009
    assert "18" in fault.description
    assert mmp.state(child.number) == AT_KIVRA


def test_a_rule_that_no_machine_can_interpret_moves_nothing(kivra: Operator) -> None:
    seeded = Account.objects.get(recipient=ARVID)
    Account.objects.create(recipient=BYNS_KRAFT, supplier=seeded.supplier, registered_at=clock.now())

    # Nobody can be said to act for it either.
    assert kivra.change(BYNS_KRAFT, MATTIAS).fault.code == 8003
    assert kivra.state(BYNS_KRAFT) == AT_MMP


def test_numbers_that_nobody_can_have_are_refused(kivra: Operator) -> None:
    assert kivra.change("191212121213").fault.code == 5001
    assert kivra.change(ARVID, user="192705178355").fault.code == 5001
    assert kivra.change("162021004749", LENA).fault.code == 5001


def test_only_an_operator_moves_anybody(kivra: Operator) -> None:
    assert Operator("kommun-a", kivra.post).change(ARVID, to=KIVRA).fault.code == 5002


def test_what_was_signed_for_is_kept(mmp: Operator) -> None:
    mmp.change(JOHAN, text="Jag byter.")

    kept = Agreement.objects.get(recipient=JOHAN)
    assert (kept.kind, kept.supplier, kept.agreement_text) == ("ChangeSupplier", MMP, "Jag byter.")
    assert "byter brevlådeoperatör till minmyndighetspost.se" in kept.sentence.swedish
    assert RecipientId(JOHAN).value in kept.sentence.english
