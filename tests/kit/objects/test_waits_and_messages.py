"""The kit waits for messages, deliveries and exchanges, and reads what they say."""

import base64
from typing import Any

import pytest
from minameddelanden import Verdict
from minameddelanden.deliveries import Deliveries, Delivery
from minameddelanden.exchanges import Exchange, Exchanges
from minameddelanden.messages import Attachment, Message, Messages
from minameddelanden.rest import Rest

from tests.cast import MARIA
from tests.kit.answering_server import Answering
from tests.kit.objects.answers import person, sent, will


@pytest.mark.parametrize(("difference", "said"), [(None, ""), ("två för få", "två för få")])
def test_a_verdict_is_true_where_it_holds(difference: str | None, said: str) -> None:
    verdict = Verdict({"holds": difference is None, "found": 2, "difference": difference})

    assert bool(verdict) is (difference is None)
    assert (verdict.found, verdict.difference) == (2, said)


@pytest.mark.parametrize(
    ("demand", "said"),
    [
        ({}, {"exactly": 0}),
        ({"exactly": 2}, {"exactly": 2}),
        ({"at_least": 1}, {"at_least": 1}),
        ({"exactly": 0}, {"exactly": 0}),
    ],
)
def test_a_verdict_is_asked_for_by_one_number(
    rest: Rest, server: Answering, demand: dict[str, int], said: dict[str, int]
) -> None:
    Messages(rest).verify(**demand, recipient=person(rest), subject=None)

    assert sent(server) == {"filter": {"recipient": MARIA}, **said}


@pytest.mark.parametrize("kind", [Messages, Exchanges, Deliveries])
def test_a_wait_has_longer_for_its_answer_than_for_what_it_waits_for(
    rest: Rest, server: Answering, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    will(server, {"found": 0, "results": []})
    given: list[float] = []
    ask = rest.post

    def post(path: str, body: dict[str, Any], timeout: float) -> Any:
        given.append(timeout)
        return ask(path, body, timeout)

    monkeypatch.setattr(rest, "post", post)

    kind(rest).wait(count=3, timeout=7.5, label="run", sender=None, recipient=person(rest))

    assert sent(server) == {"filter": {"label": "run", "recipient": MARIA}, "count": 3, "timeout": 7.5}
    assert given[0] > 7.5


@pytest.mark.parametrize("kind", [Messages, Exchanges, Deliveries])
def test_what_is_found_now_is_asked_for_by_its_filters(rest: Rest, server: Answering, kind: Any) -> None:
    path = kind.__name__.lower()
    will(server, {"results": [{"id": "1"}, {"id": "2"}]})

    found = kind(rest).find(recipient=person(rest), label=None)

    assert server.last.path == f"/api/v1/{path}?recipient={MARIA}"
    assert [each.data["id"] for each in found] == ["1", "2"]


def test_a_message_is_read_by_its_holder_and_looked_at_again(rest: Rest, server: Answering) -> None:
    message = Message(rest, {"id": "m1", "read": False})
    will(server, {"id": "m1", "read": True})

    assert message.read().is_read
    assert [(asked.method, asked.path) for asked in server.asked[-2:]] == [
        ("POST", "/api/v1/messages/m1/read"),
        ("GET", "/api/v1/messages/m1"),
    ]
    assert not message.is_read


def test_a_message_says_what_lies_in_the_mailbox(rest: Rest) -> None:
    names = ("id", "recipient", "sender", "operator", "subject", "body", "trace", "trans_id")
    message = Message(rest, {**{name: f"its {name}" for name in names}, "warnings": ["a"], "announcements": [{}]})

    assert [getattr(message, name) for name in names] == [f"its {name}" for name in names]
    assert (message.warnings, message.announcements) == (["a"], [{}])


def test_the_bytes_of_a_file_are_those_that_were_signed() -> None:
    attachment = Attachment(
        {
            "filename": "a.pdf",
            "content_type": "application/pdf",
            "content_base64": base64.b64encode(b"\x00%PDF").decode(),
            "sha256": "ab",
        }
    )

    assert (attachment.name, attachment.content_type) == ("a.pdf", "application/pdf")
    assert (attachment.content, attachment.sha256) == (b"\x00%PDF", "ab")


def test_a_delivery_has_a_state_for_each_recipient(rest: Rest, server: Answering) -> None:
    delivery = Delivery(rest, {"distribution_id": "d", "legs": [{"state": "waiting"}, {"state": "delivered"}]})

    assert (delivery.id, delivery.states) == ("d", ["waiting", "delivered"])
    Deliveries(rest).get("a/b")
    assert server.last.path == "/api/v1/deliveries/a%2Fb"


def test_an_exchange_tells_why_and_whose_turn_it_is(rest: Rest) -> None:
    why = ("check", "reason", "at_fault", "where", "expected", "received", "fix", "text", "docs")
    names = ("operation", "verdict", *why, "call_id", "label", "trace", "curl")
    exchange = Exchange(rest, {**{name: f"its {name}" for name in names}, "id": 7, "retry": None, "octets": ""})

    assert [getattr(exchange, name) for name in names] == [f"its {name}" for name in names]
    assert (exchange.id, exchange.may_be_repeated, exchange.octets) == ("7", False, "")
    assert exchange.hashed_octets() == {}


def test_the_octets_of_each_form_are_fetched_from_their_addresses(rest: Rest, server: Answering) -> None:
    address = f"{server.url}/octets"
    will(server, {"results": [{"signature": "seal", "form": "normalised", "address": f"{address}/1"}]})

    found = Exchange(rest, {"octets": address}).hashed_octets()

    assert list(found) == ["seal/normalised"]
    assert [asked.path for asked in server.asked[-2:]] == ["/octets", "/octets/1"]


def test_the_first_exchange_that_matches_is_the_one_that_was_waited_for(rest: Rest, server: Answering) -> None:
    will(server, {"results": [{"id": 1}]})

    assert Exchanges(rest).wait_for_one(verdict="refused").id == "1"
    assert sent(server)["count"] == 1
