"""Letters that a sender hands to a mailbox operator itself: found in the console, and marked as what they are."""

import uuid
from typing import Any

import pytest
from django.core.cache import cache

from infra import clock
from infra.texts import Text
from mailbox_operator.models import Delivery, Forwarding, Message
from tests import cast
from tests.console.conftest import Console, words
from tests.relay import Relay, relay, work

__all__ = ["relay"]
SECTION = "//section[@aria-labelledby='direkt']"


@pytest.fixture
def delivery(kommun_a: cast.Sender) -> Delivery:
    """From Kommun A, its own relay, to Maria."""
    answer = kommun_a.deliver(kommun_a.letter(cast.MARIA))
    return Delivery.objects.get(trans_id=answer.trans_id)


def listed(console: Console, **query: Any) -> str:
    return words(console.page("letters", **query), SECTION)


def test_it_stands_in_the_list_apart_from_those_of_the_relay(console: Console, delivery: Delivery) -> None:
    told = listed(console)

    assert told.startswith("Inte genom förmedlaren")
    assert "Maria Svensson 19810105-2382 Kommun A Oöppnat Direkt till Min myndighetspost" in told
    assert delivery.messages.get().subject not in told


def test_it_is_found_by_recipient_sender_and_ids(console: Console, delivery: Delivery) -> None:
    bare = delivery.trans_id.hex
    for query in (
        {"recipient": cast.MARIA},
        {"sender": "162021004748"},
        {"trans_id": str(delivery.trans_id)},
        {"trans_id": bare},
        {"trace": delivery.trace},
        {"operator": "minmyndighetspost.se"},
    ):
        assert "Maria Svensson" in listed(console, **query), query


@pytest.mark.parametrize(
    "query",
    [
        {"recipient": cast.ARVID},
        {"sender": "162021003898"},
        {"trans_id": str(uuid.uuid4())},
        {"trans_id": "no receipt"},
        {"trace": "0" * 32},
        {"label": "annan körning"},
        {"received_before": "2020-01-01T00:00"},
        {"state": "delivered"},
        {"channel": "print"},
        {"lane": "print queue"},
    ],
)
def test_it_is_not_found_by_what_it_does_not_have(
    console: Console, delivery: Delivery, query: dict[str, str]
) -> None:
    assert listed(console, **query) == ""


def test_its_page_says_what_the_operator_knows(console: Console, delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(
        warnings=[Text("Kontrollsumman stämmer inte", "Wrong checksum")]
    )

    told = words(console.page("direct-letter", delivery.trans_id))

    assert (
        "har inte gått genom simulatorns förmedlare: Kommun A lämnade det direkt till Min myndighetspost" in told
    )
    assert "Oöppnat" in told
    assert "Kontrollsumman stämmer inte" in told
    assert str(delivery.trans_id) in told
    assert delivery.trace in told
    assert "Ligger i brevlådan hos Min myndighetspost" in told


def test_its_page_says_that_it_has_been_read(console: Console, delivery: Delivery) -> None:
    Message.objects.update(read_at=clock.now())

    assert "Öppnad av mottagaren" in words(console.page("direct-letter", delivery.trans_id))


def test_a_letter_of_the_relay_is_none(console: Console, relay: Relay) -> None:
    relay.distribute(cast.MARIA, relay.sender.text(attachments=[]))
    relay.notify(cast.MARIA)
    work()
    cache.clear()

    assert Delivery.objects.count() == 2
    assert listed(console) == ""
    for each in Delivery.objects.all():
        console.page("direct-letter", each.trans_id, status=404)


def test_a_letter_of_the_relay_is_found_by_its_receipt_number(console: Console, relay: Relay) -> None:
    letter = relay.distribute(cast.MARIA, relay.sender.text(attachments=[]))
    work()
    cache.clear()

    page = console.page("letters", trans_id=letter.legs.get().trans_id)

    assert words(page, "//*[@class='letter-row__who']/b") == "Maria Svensson"


def test_the_list_has_the_newest_ones(
    console: Console, kommun_a: cast.Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.letters.direct_letters.MAX_SCANNED", 1)
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    kommun_a.deliver(kommun_a.letter(cast.ARVID))

    assert "Maria Svensson" not in listed(console)
    assert "Maria Svensson" in listed(console, recipient=cast.MARIA)


def test_the_operator_that_handed_a_letter_on_did_not_seal_it(console: Console, delivery: Delivery) -> None:
    page = console.page("direct-letter", delivery.trans_id)
    assert "Förseglat och lämnat av" in words(page)
    Forwarding.objects.create(delivery=delivery, holder=cast.ARVID, holder_name="Arvid", operator_organisation="1")

    page = console.page("direct-letter", delivery.trans_id)

    assert "Lämnat vidare av brevlådeoperatören" in words(page)
    assert "Förseglat och lämnat av" not in words(page)
