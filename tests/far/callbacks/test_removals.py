"""Operators are told of the customers and requests that they have lost."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from far import tasks
from far.accounts import pending
from far.callbacks import removals
from far.models import RemovalFlag
from infra import clock
from mailbox_operator.models import Mailbox
from tests.cast import ARVID, TOLVAN
from tests.far.accounts.cast import BJORKEN, FJALLBACK, JOHAN, KIVRA, LENA, MMP, Operator
from tests.far.callbacks.conftest import supplier

NORRSKEN, LARS = "165560000035", "196906112393"
Kind, Reason, State = RemovalFlag.Kind, RemovalFlag.Reason, RemovalFlag.State


def flags() -> list[tuple[str, str, str, str]]:
    return list(RemovalFlag.objects.order_by("pk").values_list("supplier__name", "kind", "recipient", "reason"))


def test_the_operator_that_a_holder_leaves_is_told(kivra: Operator) -> None:
    assert kivra.change(ARVID).status == 200

    assert flags() == [(MMP, Kind.ACCOUNT, ARVID, Reason.SWITCHED)]


def test_a_move_that_waits_for_signatures_tells_nobody(kivra: Operator) -> None:
    assert kivra.change(FJALLBACK, LENA).status == 200

    assert flags() == []


def test_the_operator_of_a_holder_who_deregisters_is_told(kivra: Operator) -> None:
    assert kivra.deregister(JOHAN).status == 200

    assert flags() == [(KIVRA, Kind.ACCOUNT, JOHAN, Reason.DEREGISTERED)]


def test_the_operator_of_a_registration_that_another_one_withdraws_is_told(kivra: Operator, mmp: Operator) -> None:
    kivra.register(NORRSKEN, LARS)

    assert mmp.withdraw(NORRSKEN, LARS).status == 200

    assert flags() == [(KIVRA, Kind.REQUEST, NORRSKEN, Reason.WITHDRAWN)]


def test_the_operator_of_a_deregistration_that_is_withdrawn_is_told(mmp: Operator, kivra: Operator) -> None:
    mmp.deregister(FJALLBACK, LENA)

    assert kivra.withdraw(FJALLBACK, LENA).status == 200

    assert flags() == [(MMP, Kind.REQUEST, FJALLBACK, Reason.WITHDRAWN)]


def test_the_operators_of_requests_that_expire_are_told(
    kivra: Operator, mmp: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    kivra.register(NORRSKEN, LARS)
    mmp.deregister(FJALLBACK, LENA)
    later = clock.now() + timedelta(days=365)
    monkeypatch.setattr("infra.clock.now", lambda: later)

    pending.delete_expired()

    told = sorted(flags())
    assert (KIVRA, Kind.REQUEST, NORRSKEN, Reason.EXPIRED) in told
    assert (MMP, Kind.REQUEST, FJALLBACK, Reason.EXPIRED) in told


def test_a_registration_that_comes_after_one_has_expired_tells_of_the_expired_one(
    kivra: Operator, mmp: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    kivra.register(NORRSKEN, LARS)
    later = clock.now() + timedelta(days=365)
    monkeypatch.setattr("infra.clock.now", lambda: later)

    assert mmp.register(NORRSKEN, LARS).status == 200

    assert flags() == [(KIVRA, Kind.REQUEST, NORRSKEN, Reason.EXPIRED)]


def test_a_refused_change_tells_nobody(kivra: Operator) -> None:
    assert kivra.deregister(ARVID).fault.code == 5002
    assert kivra.change(ARVID, to="brev.example").fault.code == 8004

    assert flags() == []


def test_the_sweep_tells_the_operator_which_closes_the_mailbox(kivra: Operator) -> None:
    kivra.change(ARVID)

    tasks.sweep_removal_flags()

    assert RemovalFlag.objects.get().state == State.SENT
    assert Mailbox.objects.get(holder=ARVID, operator__name=MMP).closed_at is not None


def test_flags_of_many_are_written_at_once(world: None) -> None:
    removals.flag_removed(supplier(KIVRA), [ARVID, BJORKEN, TOLVAN], Reason.OPERATOR_LEFT)

    assert [recipient for _, _, recipient, _ in flags()] == [ARVID, BJORKEN, TOLVAN]


def test_what_was_given_up_can_be_sent_again(world: None) -> None:
    removals.flag_removed_account(supplier(KIVRA), ARVID, Reason.SWITCHED)
    removals.flag_removed_request(supplier(KIVRA), TOLVAN, Reason.WITHDRAWN)
    RemovalFlag.objects.filter(recipient=ARVID).update(state=State.FAILED, attempts=24, finished_at=clock.now())

    assert removals.send_again(supplier(KIVRA)) == 1

    flag = RemovalFlag.objects.get(recipient=ARVID)
    assert (flag.state, flag.attempts, flag.finished_at) == (State.DUE, 0, None)


def test_seeding_again_tells_nobody(world: None) -> None:
    call_command("seed", verbosity=0)

    assert flags() == []
