"""What a test that fails prints of the kit's objects: a line that a person reads, in one language, without XML."""

from datetime import UTC, datetime
from typing import Any

import pytest
from minameddelanden.actors import Actor, Preflight, Sent
from minameddelanden.deliveries import Delivery
from minameddelanden.exchanges import Exchange
from minameddelanden.faults import FaultRule
from minameddelanden.messages import Message, Verdict
from minameddelanden.people import Company, Person
from minameddelanden.rest import Rest, english
from minameddelanden.simulator import Checked, Run

REST = Rest("http://localhost:1")
PERSON = {"number": "199012182383", "name": "Karin Prov", "operator": "kivra.com"}
MESSAGE = {
    "id": "m1",
    "recipient": "199012182383",
    "operator": "kivra.com",
    "kind": "secure",
    "sender": "162021006222",
    "sender_name": "Region Prov",
    "relay": "162021006222",
    "subject": "Beslut",
    "sender_message_id": "s1",
    "reference": "r1",
    "correlation_id": "c1",
    "label": "natt",
    "received_at": "2026-11-30T00:05:21+01:00",
    "read": False,
    "read_at": None,
}
EXCHANGE = {"id": 7, "operation": "deliverSecure", "edge": "soap", "verdict": "accepted", "text": ""}


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (Person(REST, PERSON), "<Person 199012182383 Karin Prov, kivra.com>"),
        (Company(REST, {**PERSON, "operator": None}), "<Company 199012182383 Karin Prov, no mailbox>"),
        (Message(REST, MESSAGE), "<Message 'Beslut' from Region Prov to 199012182383 at kivra.com, unread>"),
        (Exchange(REST, EXCHANGE), "<Exchange 7 deliverSecure accepted>"),
        (
            Exchange(REST, EXCHANGE | {"operation": "", "verdict": "refused", "text": "Spärrat. | Revoked."}),
            "<Exchange 7 soap refused: Revoked.>",
        ),
        (
            Delivery(
                REST, {"distribution_id": "d1", "sender": "1", "legs": [{"recipient": "2", "state": "delivered"}]}
            ),
            "<Delivery d1 from 1: 2 delivered>",
        ),
        (FaultRule(REST, {"id": "f1", "at": "smtp"}), "<FaultRule f1 at smtp>"),
        (Actor(REST, "", {"organisation": "162021006222", "name": "Region"}), "<Actor 162021006222 Region>"),
        (Run(REST, "", {"id": "1", "label": "natt å"}), "<Run 'natt å'>"),
    ],
)
def test_an_object_says_in_a_line_what_it_is(shown: object, words: str) -> None:
    assert repr(shown) == words


def test_what_was_posted_is_not_printed() -> None:
    sent = Sent("t1", delivered=True, trace="a" * 32, request=b"<soap:Envelope/>")

    assert "Envelope" not in repr(sent)


def verdict(**values: Any) -> Verdict:
    nothing: dict[str, Any] = {"difference": None, "reason": None, "closest": None, "remarks": []}
    return Verdict({"holds": False, "found": 1, **nothing, **values})


def test_a_claim_that_holds_says_how_many_there_are() -> None:
    assert repr(verdict(holds=True, found=2)) == "<Verdict holds, found 2>"


def test_a_claim_that_does_not_hold_says_all_of_it_in_one_language() -> None:
    shown = verdict(difference="en för mycket | one too many", reason="Därför. | Because.", remarks=["så | thus"])

    assert str(shown) == "one too many Because. thus"
    assert shown.reason == "Därför. | Because."
    assert shown.closest is None


def test_problems_of_an_envelope_are_a_line_each() -> None:
    problem = {"reason": "xml", "where": "3:6", "text": "Fel. | Wrong."}
    shown = Checked({"ok": False, "problems": [problem, {**problem, "where": "Body"}]})

    assert str(shown) == "3:6: Wrong.\nBody: Wrong."
    assert not shown
    assert Checked({"ok": True, "problems": []})


def test_a_pre_flight_prints_what_is_to_be_mended() -> None:
    lines = [
        {"light": "green", "step": "key", "reason": "", "text": "Bra. | Good."},
        {"light": "red", "step": "chain", "reason": "certificate-revoked", "text": "Spärrat. | Revoked."},
    ]

    assert str(Preflight({"ready": False, "lines": lines})) == "Revoked."
    assert str(Preflight({"ready": True, "lines": lines[:1]})) == "ready"


def test_a_red_line_without_a_reason_hides_no_other() -> None:
    lines = [
        {"light": "red", "step": step, "reason": "", "text": f"Fel. | Wrong {step}."}
        for step in ("version", "service")
    ]

    assert set(Preflight({"ready": False, "lines": lines}).problems) == {"version", "service"}


@pytest.mark.parametrize(
    ("text", "half"),
    [("ja | yes", "yes"), ("kod 7", "kod 7"), ("”a | b” finns | “a | b” is there", "“a | b” is there"), ("", "")],
)
def test_the_english_half_of_a_text_is_found_also_with_bars_in_it(text: str, half: str) -> None:
    assert english(text) == half


def test_a_message_says_when_it_came_and_when_it_was_read() -> None:
    message = Message(REST, MESSAGE)

    assert message.received_at.astimezone(UTC) == datetime(2026, 11, 29, 23, 5, 21, tzinfo=UTC)
    assert message.read_at is None
    read = Message(REST, MESSAGE | {"read": True, "read_at": "2026-11-30T00:06:00+01:00"})
    assert read.read_at is not None
    assert read.read_at > read.received_at
    assert repr(read).endswith(", read>")


@pytest.mark.parametrize("name", ["relay", "kind", "sender_message_id", "reference", "correlation_id", "label"])
def test_a_message_has_what_rest_says_of_it(name: str) -> None:
    assert getattr(Message(REST, MESSAGE), name) == MESSAGE[name]
