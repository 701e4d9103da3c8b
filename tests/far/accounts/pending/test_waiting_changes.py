"""Changes of operator and of preferences wait for signatures as registrations do."""

from contracts import recipient_v2
from far.accounts import pending
from far.models import PendingRequest
from tests.cast import ARVID, TOLVAN
from tests.far.accounts.cast import (
    ANNIKA,
    BJORKEN,
    FJALLBACK,
    KIVRA,
    KOMMUN_A,
    LENA,
    MMP,
    Operator,
    read,
)
from tests.far.accounts.conftest import Later
from tests.far.accounts.pending.answers import INCOMPLETE


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
