"""Mailbox operators at the other end of the relay's wire, made by a test: each answers as it is told."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from lxml import etree

from contracts import codec, service, service_v3
from far.models import Account, ServiceSupplier
from infra import clock
from infra.errors import MinaMeddelandenError
from infra.soap import call_failures, client
from infra.soap.messages import envelope, faults
from infra.soap.messages.parser import parse_envelope

RECIPIENT = "{http://minameddelanden.gov.se/schema/Message/v2}Recipient"

Answer = Callable[[str], bytes]
"""From the recipient's number to the bytes that go back; or an exception."""


def delivered(recipient: str) -> bytes:
    return _result(recipient, delivered=True)


def not_delivered(recipient: str) -> bytes:
    return _result(recipient, delivered=False)


def _result(recipient: str, *, delivered: bool) -> bytes:
    status = service.DeliveryStatus(recipient_id=recipient, delivered=delivered)
    result = service.DeliveryResult(trans_id=str(uuid.uuid4()), status=[status])
    return envelope.wrap_element(codec.to_element(service_v3.DeliverSecureResponse(return_value=result)))


def fault(error: MinaMeddelandenError) -> Answer:
    return lambda _: envelope.wrap_element(faults.to_element(faults.fault_of(error)))


def no_answer(_: str) -> bytes:
    raise call_failures.CallFailed("förbindelsen bröts", "connection refused")


def never_reached(_: str) -> bytes:
    raise call_failures.NobodyListens("tar inte emot anslutningar", "takes no connections")


def times_out(_: str) -> bytes:
    raise call_failures.NoAnswer("svarade inte i tid", "did not answer in time")


@dataclass
class Station:
    """An operator that remembers what it was sent."""

    name: str
    answers: Answer = delivered
    received: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"https://{self.name}/Service/v3"

    def post(self, body: bytes) -> bytes:
        self.received.append(body)
        recipient = next(parse_envelope(body).body.iter(RECIPIENT)).text or ""
        return self.answers(recipient)

    def subjects(self) -> list[str]:
        return [
            str(element.text)
            for body in self.received
            for element in etree.fromstring(body).iter("{http://minameddelanden.gov.se/schema/Message/v3}Subject")
        ]


class Stations:
    """Puts operators on the relay's wire in place of the network."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._stations: dict[str, Station] = {}

    def open(self, name: str, answers: Answer = delivered) -> Station:
        station = Station(name, answers)
        ServiceSupplier.objects.create(organisation="165569999005", name=name, service_path=station.address)
        self._stations[name] = station
        self._monkeypatch.setitem(client.transports, station.address, _Wire(station))
        return station

    def station(self, name: str) -> Station:
        """One that is open."""
        return self._stations[name]

    def move(self, recipient: str, name: str) -> None:
        """Let the recipient have a mailbox at the operator."""
        supplier = ServiceSupplier.objects.get(name=name)
        Account.objects.update_or_create(
            recipient=recipient, defaults={"supplier": supplier, "registered_at": clock.now(), "pending": False}
        )


@dataclass
class _Wire:
    station: Station

    def post(self, _address: str, body: bytes) -> bytes:
        return self.station.post(body)
