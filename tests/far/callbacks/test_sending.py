"""The queue of what operators are to be told: once where they answer, again and again where they do not."""

from datetime import timedelta

import pytest

from far.callbacks import removals, sending
from far.models import RemovalFlag
from infra import clock
from infra.soap.call_failures import CallFailed
from infra.soap.messages.faults import Fault
from infra.texts import Text
from infra.work.leases import held_columns, new_holder
from tests.cast import ARVID, MARIA, TOLVAN
from tests.far.accounts.cast import KIVRA, MMP
from tests.far.callbacks.conftest import Play, supplier

Kind, Reason, State = RemovalFlag.Kind, RemovalFlag.Reason, RemovalFlag.State
NO_ANSWER = CallFailed("tar inte emot anslutningar", "takes no connections")
REFUSAL = Fault(5002, Text("nej", "no"), "call id of twenty characters")


def lose(*recipients: str, at: str = KIVRA, kind: RemovalFlag.Kind = Kind.ACCOUNT) -> None:
    removals.flag_removed(supplier(at), recipients, Reason.SWITCHED, kind)


def send(at: str = KIVRA) -> int:
    return sending.send_due_flags(supplier(at).pk)


def states() -> list[str]:
    return list(RemovalFlag.objects.order_by("pk").values_list("state", flat=True))


def test_one_call_tells_of_all_that_is_due(play: Play) -> None:
    kivra = play(KIVRA)
    lose(ARVID, MARIA)

    assert send() == 2

    assert kivra.calls == [("Account", [ARVID, MARIA])]
    assert states() == [State.SENT, State.SENT]
    assert send() == 0


def test_accounts_and_requests_are_told_of_in_calls_of_their_own(play: Play) -> None:
    kivra = play(KIVRA)
    lose(ARVID)
    lose(TOLVAN, kind=Kind.REQUEST)

    assert (send(), send(), send()) == (1, 1, 0)

    assert kivra.calls == [("Account", [ARVID]), ("AccountRequest", [TOLVAN])]


def test_a_thousand_fit_in_a_call(play: Play) -> None:
    kivra = play(KIVRA)
    lose(*(f"19{number:010}" for number in range(1_200)))

    assert (send(), send()) == (1_000, 200)

    assert [len(numbers) for _, numbers in kivra.calls] == [1_000, 200]


def test_an_operator_that_does_not_answer_is_called_again_later(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    kivra = play(KIVRA)
    kivra.problem = NO_ANSWER
    lose(ARVID)

    assert send() == 0

    flag = RemovalFlag.objects.get()
    assert (flag.state, flag.attempts, flag.claimed_by) == (State.DUE, 1, "")
    assert flag.last_error == NO_ANSWER.text
    assert sending.due_suppliers() == []
    later = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr("infra.clock.real_now", lambda: later)
    kivra.problem = None
    assert send() == 1
    assert not RemovalFlag.objects.get().last_error


def test_one_operator_that_is_down_holds_no_other_up(play: Play) -> None:
    play(KIVRA).problem = NO_ANSWER
    mmp = play(MMP)
    lose(ARVID)
    lose(MARIA, at=MMP)

    for pk in sending.due_suppliers():
        sending.send_due_flags(pk)

    assert mmp.calls == [("Account", [MARIA])]


def test_a_refusal_is_final_and_kept(play: Play) -> None:
    play(KIVRA).fault = REFUSAL
    lose(ARVID)

    send()

    flag = RemovalFlag.objects.get()
    assert (flag.state, flag.last_error) == (State.FAILED, REFUSAL.text)
    assert flag.finished_at is not None


def test_a_system_fault_is_no_refusal(play: Play) -> None:
    play(KIVRA).fault = Fault(4999, Text("senare", "later"), "call id of twenty characters")
    lose(ARVID)

    send()

    assert states() == [State.DUE]


def test_after_many_attempts_it_is_given_up(play: Play) -> None:
    play(KIVRA).problem = NO_ANSWER
    lose(ARVID, MARIA)
    RemovalFlag.objects.filter(recipient=ARVID).update(attempts=sending.MAX_ATTEMPTS - 1)

    send()

    assert states() == [State.FAILED, State.DUE]
    assert sorted(RemovalFlag.objects.values_list("attempts", flat=True)) == [1, sending.MAX_ATTEMPTS]


def test_what_another_worker_holds_is_left_to_it_until_its_lease_ends(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    kivra = play(KIVRA)
    lose(ARVID)
    RemovalFlag.objects.update(**held_columns(new_holder(), sending.LEASE))

    assert send() == 0
    later = clock.now() + 2 * sending.LEASE
    monkeypatch.setattr("infra.clock.real_now", lambda: later)

    assert send() == 1
    assert kivra.calls == [("Account", [ARVID])]


def test_a_suspended_operator_is_told_all_the_same(play: Play) -> None:
    kivra = play(KIVRA)
    lose(ARVID)
    gone = supplier(KIVRA)
    gone.suspended = True
    gone.save()

    assert send() == 1
    assert kivra.calls == [("Account", [ARVID])]


def test_an_operator_whose_address_answers_no_calls_of_the_register_is_called_again(world: None) -> None:
    lose(ARVID, at="felar.example")

    assert send(at="felar.example") == 0

    flag = RemovalFlag.objects.get()
    assert (flag.state, flag.attempts) == (State.DUE, 1)
    assert flag.last_error
