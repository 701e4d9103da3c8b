"""The relay under test: handed letters over SOAP, and set to work by the test instead of the queue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.cache import cache

from contracts import message_v3, notification_v2, notification_v3
from contracts.codec import from_element
from formedlare import dispatch
from formedlare.lanes import breaker, leases
from formedlare.models import Distribution, Leg
from formedlare.models.channel import LOOKUP_LANE
from infra import clock
from infra.soap.messages import envelope
from infra.xmlsig import for_wire
from sender import compose
from tests import cast
from tests.formedlare.stations import Stations

DISTRIBUTE = "{http://minameddelanden.gov.se/schema/Message/v3}distributeSecure"
SIGNED_DELIVERY = "{http://minameddelanden.gov.se/schema/Message/v3}signedDelivery"
PATH = "/webservice/accao/Message/v3"


@dataclass
class Relay:
    """The relay as a sender sees it, and as the queue sets it to work."""

    sender: cast.Sender

    def request(self, to: str, *texts: compose.MessageText, correlation_id: str | None = None) -> bytes:
        content = self.sender.delivery(to, *texts)
        content.header.correlation_id = correlation_id
        return self.signed(content)

    def signed(self, content: message_v3.SecureDelivery) -> bytes:
        signed = compose.sign_delivery(content, self.sender.identity)
        return envelope.wrap_element(for_wire(signed, wrapper=DISTRIBUTE, argument=SIGNED_DELIVERY))

    def hand_over(self, body: bytes) -> cast.Reply:
        return self.sender.post(PATH, body, self.sender.identity)

    def distribute(self, to: str, *texts: compose.MessageText, correlation_id: str | None = None) -> Distribution:
        return self.accepted(self.request(to, *texts, correlation_id=correlation_id))

    def distribute_delivery(self, content: message_v3.SecureDelivery) -> Distribution:
        return self.accepted(self.signed(content))

    def accepted(self, body: bytes) -> Distribution:
        reply = self.hand_over(body)
        assert reply.status == 200, reply.body.decode()
        answer = from_element(message_v3.DistributeSecureResponse, reply.element)
        return Distribution.objects.get(distribution_id=answer.return_value)

    def status(self, distribution: Distribution) -> list[tuple[str, str]]:
        request = message_v3.CheckDistributionStatus(
            sender_id=distribution.sender, distribution_id=str(distribution.distribution_id)
        )
        reply = self.sender.ask("Message/v3", request)
        answer = from_element(message_v3.CheckDistributionStatusResponse, reply.element)
        return [
            (item.type_value.value, item.delivery_status.value if item.delivery_status else "")
            for item in answer.return_value
        ]

    def notify(
        self,
        *to: str,
        text: compose.MessageText | None = None,
        email: notification_v2.EmailMessage | None = None,
        sms: notification_v2.SmsMessage | None = None,
    ) -> Distribution:
        delivery = self.sender.notification(*to, text=text, email=email, sms=sms)
        reply = self.sender.ask("Notification/v3", notification_v3.Distribute(notification_delivery=delivery))
        assert reply.status == 200, reply.body.decode()
        answer = from_element(notification_v3.DistributeResponse, reply.element)
        return Distribution.objects.get(distribution_id=answer.return_value)

    def told(self, distribution: Distribution) -> list[tuple[str, bool, list[str]]]:
        """What checkDistributionStatus says of each recipient of a notification."""
        request = notification_v3.CheckDistributionStatus(
            sender=distribution.sender, distribution_id=str(distribution.distribution_id)
        )
        reply = self.sender.ask("Notification/v3", request)
        return cast.told(from_element(notification_v3.CheckDistributionStatusResponse, reply.element).return_value)


def work() -> None:
    """Advance all that is due, as the queue's tasks do, until nothing is."""
    breaker.ensure_lanes({LOOKUP_LANE})
    while waiting := leases.lanes_with_work():
        for lane, _, _ in waiting:
            dispatch.work_lane(lane)


def leg_of(distribution: Distribution) -> Leg:
    return distribution.legs.get()


@pytest.fixture
def relay(kommun_a: cast.Sender) -> Iterator[Relay]:
    cache.clear()
    yield Relay(kommun_a)
    cache.clear()


@pytest.fixture
def network(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> Stations:
    """The operators at the other end, each told by the test what to answer."""
    return Stations(monkeypatch)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Move the simulator's clock forward."""
    moved = timedelta()
    real = clock.real_now

    def forward(by: timedelta) -> None:
        nonlocal moved
        moved += by

    monkeypatch.setattr(clock, "real_now", lambda: real() + moved)
    return forward
