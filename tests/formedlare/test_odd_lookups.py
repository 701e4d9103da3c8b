"""A register that answers oddly about one recipient: that letter waits with the reason, and the others go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from formedlare import dispatch
from formedlare.models import AttemptOutcome
from infra import far_client
from infra.far_client import Reachability, RegisterRefused
from infra.pki.store import Identity
from infra.soap.messages.faults import Fault
from infra.texts import Text
from tests import cast
from tests.relay import Relay, leg_of

ANNA, BERIT = cast.MARIA, cast.ARVID
Change = Callable[[Reachability], Sequence[Reachability]]


class Register:
    """FaR, with another answer about one recipient. Keeps the questions."""

    def __init__(self, change: Change) -> None:
        self._ask = far_client.reachability_of
        self._change = change
        self.questions: list[list[str]] = []

    def __call__(self, asker: Identity, sender: str, recipients: Sequence[str]) -> list[Reachability]:
        self.questions.append(list(recipients))
        answers = self._ask(asker, sender, recipients)
        return [one for each in answers for one in (self._change(each) if each.recipient == ANNA else [each])]


def answering(monkeypatch: pytest.MonkeyPatch, change: Change) -> Register:
    register = Register(change)
    monkeypatch.setattr(far_client, "reachability_of", register)
    return register


def refuse(code: int) -> Change:
    def change(_: Reachability) -> Sequence[Reachability]:
        raise RegisterRefused(Fault(code, Text("numret finns inte", "no such number"), "call"))

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda _: [], "FaR:s svar saknar mottagaren"),
        (lambda each: [replace(each, recipient="8101052382")], "FaR:s svar saknar mottagaren"),
        (lambda each: [replace(each, supplier="")], "vars namn inte går att använda"),
        (lambda each: [replace(each, supplier="o" * 256)], "vars namn inte går att använda: ooo"),
        (lambda each: [replace(each, supplier="lookup")], "vars namn inte går att använda: lookup"),
        (lambda each: [replace(each, supplier="print queue")], "vars namn inte går att använda: print queue"),
        (lambda each: [replace(each, address="https://" + "ö" * 600)], "en adress som är för lång: https://ö"),
    ],
    ids=[
        "left out",
        "another form",
        "no name",
        "long name",
        "the relay's lane",
        "the print queue",
        "long address",
    ],
)
def test_an_odd_answer_about_one_recipient_lets_only_that_letter_wait(
    relay: Relay, monkeypatch: pytest.MonkeyPatch, change: Change, reason: str
) -> None:
    answering(monkeypatch, change)
    odd, well = relay.distribute(ANNA), relay.distribute(BERIT)

    dispatch.work_lane("lookup")

    assert leg_of(well).state == "looked_up"
    waiting = leg_of(odd)
    assert (waiting.state, waiting.lane) == ("waiting", "lookup")
    assert reason in waiting.reason.swedish
    event = waiting.events.get()
    assert (event.outcome, event.operator) == (AttemptOutcome.LOOKUP_FAILED, "FaR")


@pytest.mark.parametrize("code", [5001, 6007, 8002])
def test_a_question_that_is_refused_for_one_recipient_is_asked_again_without_it(
    relay: Relay, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    register = answering(monkeypatch, refuse(code))
    others = [relay.distribute(number) for number in (BERIT, cast.TOLVAN, "198301012392")]
    refused = relay.distribute(ANNA)

    dispatch.work_lane("lookup")

    assert {leg_of(other).state for other in others} <= {"looked_up", "rerouted", "failed"}
    assert leg_of(others[0]).state == "looked_up"
    event = leg_of(refused).events.get()
    assert (event.state, event.code) == ("waiting", code)
    assert len(register.questions) == 5


@pytest.mark.parametrize("code", [3, 5002, 5014, 6005, 5000])
def test_a_refusal_of_the_sender_or_the_relay_is_not_asked_for_each_recipient(
    relay: Relay, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    register = answering(monkeypatch, refuse(code))
    letters = [relay.distribute(number) for number in (ANNA, BERIT)]

    dispatch.work_lane("lookup")

    assert [leg_of(letter).state for letter in letters] == ["waiting", "waiting"]
    assert len(register.questions) == 1
