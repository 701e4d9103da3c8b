"""What an operator finds to mend in a letter that it takes, the sender also reads at its relay."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from django.test import Client

from contracts import message_v3
from infra.message_rules import body_warnings, name_warnings
from infra.message_rules.sender_warnings import ENCODED_TWICE, HAS_NUL, NOT_UTF8
from infra.outbox.notification_texts import decode_body
from infra.texts import Text
from mailbox_operator.models import Delivery, Message
from tests import cast
from tests.relay import Relay, leg_of, relay, work

__all__ = ["relay"]

Change = Callable[[message_v3.SecureDelivery], None]

BODIES = [
    (base64.b64encode("Du har fått ett beslut.".encode()), ENCODED_TWICE),
    ("Du har fått ett beslut.".encode("latin-1"), NOT_UTF8),
    (b"Du har\0 ett beslut.", HAS_NUL),
]


@pytest.mark.parametrize(("octets", "warning"), BODIES)
def test_an_unusual_encoding_is_warned_of(octets: bytes, warning: Text) -> None:
    assert body_warnings(octets) == [warning]


@pytest.mark.parametrize("body", ["Hej Åsa", "aGVq", "aGVqaGVqaGVqaGVq, hej", ""])
def test_an_ordinary_body_is_not(body: str) -> None:
    assert body_warnings(body.encode()) == []


def test_a_name_differs_by_more_than_case_and_spaces() -> None:
    assert name_warnings("kommun  A", "Kommun A") == []
    [warning] = name_warnings("Skatteverket", "Kommun A")
    assert "but the organisation is called Kommun A" in warning.english


@pytest.mark.parametrize(("octets", "shown"), [(b"a\0b", "a\ufffdb"), (b"\xe5\0", "å\ufffd"), (b"ab", "ab")])
def test_nul_is_shown_as_the_replacement_character(octets: bytes, shown: str) -> None:
    assert decode_body(octets)[0] == shown


@pytest.mark.parametrize(("octets", "warning"), BODIES)
def test_the_relays_rest_answer_says_what_the_operator_says(
    relay: Relay, client: Client, octets: bytes, warning: Text
) -> None:
    delivery = relay.sender.delivery(cast.MARIA)
    delivery.message[0].body.body = octets
    delivery.header.sender.name = "Skatteverket"

    accepted = relay.distribute_delivery(delivery)
    work()

    assert leg_of(accepted).state == "delivered"
    answer = client.get(f"/api/v1/deliveries/{accepted.distribution_id}").json()
    assert set(answer["warnings"]) == {found.on_wire for found in Delivery.objects.get().warnings}
    assert warning.on_wire in answer["warnings"]


def test_a_notification_is_warned_of_in_the_same_way(relay: Relay, client: Client) -> None:
    text = relay.sender.text(body="Hej\0", attachments=[])

    accepted = relay.notify(cast.MARIA, text=text)

    answer = client.get(f"/api/v1/deliveries/{accepted.distribution_id}").json()
    assert answer["warnings"] == [HAS_NUL.on_wire]


def test_a_body_with_nul_is_kept_on_every_database(relay: Relay) -> None:
    text = relay.sender.text(body="Hej\0 Åsa", attachments=[])

    assert relay.sender.deliver(relay.sender.letter(cast.MARIA, text)).delivered
    assert Message.objects.get().body == "Hej\ufffd Åsa"
