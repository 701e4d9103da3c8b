"""What crosses the other edges stands in the journal too, under the letter's own trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from formedlare.models import Distribution
from infra import clock
from infra.outbox import send_now
from infra.outbox.mail_server import EmailNotSent
from infra.outbox.models import OutboxMessage
from mailbox_operator.models import Message
from mailbox_operator.sending import send_all_due
from tests import cast
from tests.cast import ARVID
from tests.formedlare.api.conftest import Delivery, api, delivery
from tests.formedlare.stations import Stations
from tests.infra.outbox.receiver import real_mail
from tests.mailbox_ui import factories as make
from tests.relay import Relay, network, relay, work
from tests.sender.office.conftest import CLERK, Office, office, written
from tests.servers import free_port
from tests.testbed.journal.conftest import Journal
from tests.webhooks.conftest import Subscribe, move, receiver, send_due, subscribe
from tests.webhooks.receiver import Receiver, status

__all__ = ["api", "delivery", "network", "office", "receiver", "relay", "subscribe"]


def test_a_letter_through_the_relay_has_one_trace_at_all_edges(
    journal: Journal, relay: Relay, client: Client
) -> None:
    sent = relay.distribute(cast.MARIA)
    work()
    send_all_due()
    make.log_in(client, cast.MARIA)
    message = Message.objects.get()
    client.get(reverse("mail:message", args=[message.mailbox.operator.name, message.public_id]))

    found = journal.find(trace=sent.trace)
    crossed = [(each["edge"], each["operation"]) for each in reversed(found)]
    assert crossed.index(("soap", "distributeSecure")) < crossed.index(("soap", "deliverSecure"))
    assert ("soap", "isReachable") in crossed
    assert crossed[-1] == ("page", "open")
    assert {"email", "sms"} & {edge for edge, _ in crossed}
    assert journal.only(edge="page", operation="login", recipient=cast.MARIA)["verdict"] == "accepted"

    way = client.get(reverse("journal:timeline", args=[sent.trace])).content.decode()
    for step in ("Lämnar brevet till förmedlaren", "Förseglad", "Lämnar brevet till brevlådeoperatören"):
        assert step in way
    assert way.index("Mottagaren loggar in") < way.index("Mottagaren öppnar brevet")


def test_a_delivery_to_an_operator_elsewhere_is_recorded_as_it_went_out(
    journal: Journal, relay: Relay, network: Stations
) -> None:
    station = network.open("elsewhere.example")
    network.move(ARVID, "elsewhere.example")
    relay.distribute(ARVID)
    work()

    found = journal.only(direction="out", operation="deliverSecure")
    assert (found["address"], found["verdict"]) == (station.address, "accepted")
    assert found["service"] == "Service/v3"
    assert b"deliverSecure" in journal.bytes_at(found["request"])


def test_an_announcement_that_a_mail_server_takes_or_refuses_is_recorded(
    journal: Journal, settings: Settings
) -> None:
    draft = OutboxMessage(
        key="1",
        channel="email",
        address="anna@example.org",
        subject="Ämne",
        text="Hej",
        due_at=clock.now(),
        recipient=ARVID,
        trace="a" * 32,
        label="run",
    )
    with real_mail(settings, "anna@example.org"):
        send_now.send_once(draft, lambda: True)
    found = journal.only(trace="a" * 32)
    assert (found["edge"], found["verdict"], found["address"]) == ("email", "accepted", "anna@example.org")
    assert "Subject: Ämne" in journal.bytes_at(found["request"]).decode()
    assert found["label"] == "run"


def test_an_announcement_that_no_mail_server_takes_is_recorded_with_the_reason(
    journal: Journal, settings: Settings
) -> None:
    draft = OutboxMessage(
        key="2", channel="email", address="a@example.org", text="x", due_at=clock.now(), trace="b" * 32
    )
    with real_mail(settings, "a@example.org"):
        settings.EMAIL_PORT = free_port()
        with pytest.raises(EmailNotSent):
            send_now.send_once(draft, lambda: True)

    found = journal.only(trace="b" * 32)
    assert (found["verdict"], found["code"]) == ("failed", 5013)


def test_a_webhook_is_recorded_with_what_its_receiver_answered(
    journal: Journal, delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(receiver)
    receiver.answers.append(status(404, b"not here"))
    about: Distribution = delivery()
    move(about, "failed")
    send_due()

    found = journal.only(edge="webhook")
    assert (found["verdict"], found["status"], found["operation"]) == ("refused", 404, "failed")
    assert (found["address"], found["trace"]) == (receiver.url, about.trace)
    assert journal.bytes_at(found["request"]) == receiver.got[0].body
    assert journal.bytes_at(found["response"]) == b"not here"


def test_mail_that_is_taken_and_mail_that_is_not_are_recorded(journal: Journal, office: Office) -> None:
    assert office.send(written())[0] == 250
    office.send(written(), sender="stranger@example.org")

    taken = journal.only(edge="smtp", verdict="accepted")
    assert (taken["address"], taken["status"]) == (CLERK, 250)
    assert taken["trace"] == Distribution.objects.get().trace
    assert b"Subject" in journal.bytes_at(taken["request"])
    refused = journal.only(edge="smtp", verdict="refused")
    assert (refused["address"], refused["reason"]) == ("stranger@example.org", refused["reason"])
    assert refused["status"] >= 500


def test_nothing_is_recorded_where_nobody_listens(tmp_path: Path, client: Client, relay: Relay) -> None:
    from testbed.journal.models import Exchange

    relay.distribute(cast.MARIA)
    work()

    assert client.get("/api/v1/exchanges").json()["results"] == []
    assert Exchange.objects.count() == 0
