"""Organisations with certificates: a sender sends letters, over the contract's own operations."""

import json
from base64 import b64decode
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from minameddelanden import letters
from minameddelanden.errors import Refused, Unreachable
from minameddelanden.letters import Keys, Letter
from minameddelanden.people import Recipient, number_of
from minameddelanden.rest import Json, Rest, english, path_part
from minameddelanden.soap import Answer, Connection

RECIPIENT_V3 = "http://minameddelanden.gov.se/schema/Recipient/v3"


@dataclass(frozen=True)
class Reachability:
    """What the register answers a sender about a recipient."""

    type: str
    """`Secure`, `Anonymous` or `Not`."""
    pending: bool
    accepted: bool
    operator: str
    address: str
    """Where letters are delivered; empty: nowhere."""

    @property
    def is_reachable(self) -> bool:
        return bool(self.address) and self.accepted and not self.pending


@dataclass(frozen=True)
class Sent:
    """A letter that was answered."""

    id: str
    """The operator's TransId, or the relay's distribution id."""
    delivered: bool
    """False also where the operator answered so without a fault; of the relay: it took the letter."""
    trace: str
    request: bytes = field(repr=False)
    """What was posted."""


@dataclass(frozen=True)
class Preflight:
    """Whether an actor can begin to send."""

    data: Json

    @property
    def is_ready(self) -> bool:
        return bool(self.data["ready"])

    @property
    def problems(self) -> dict[str, str]:
        """What to do, by the reason of each line that is red; by its step where it has none."""
        red = (line for line in self.data["lines"] if line["light"] == "red")
        return {line["reason"] or line["step"]: line["text"] for line in red}

    def __str__(self) -> str:
        """In English: what is to be mended, a line each."""
        return "\n".join(english(text) for text in self.problems.values()) or "ready"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"


class Actor:
    """An organisation with a certificate."""

    def __init__(self, rest: Rest, soap_url: str, data: Json) -> None:
        self.rest = rest
        self.data = data
        self._soap_url = soap_url

    @property
    def organisation(self) -> str:
        """The organisation number, twelve digits."""
        return str(self.data["organisation"])

    number = organisation

    @property
    def name(self) -> str:
        return str(self.data["name"])

    @property
    def serial(self) -> str:
        """The certificate's serial number."""
        return str(self.data["serial"])

    @property
    def certificate_pem(self) -> str:
        return str(self.data["certificate_pem"])

    @property
    def client_pem(self) -> str:
        """The certificate and its chain."""
        return f"{self.certificate_pem.strip()}\n{self.data['chain_pem']}"

    @property
    def key_pem(self) -> str:
        return str(self.data["key_pem"])

    @property
    def ca_pem(self) -> str:
        return str(self.data["ca_pem"])

    @property
    def p12(self) -> bytes:
        return b64decode(self.data["p12_base64"])

    @property
    def keys(self) -> Keys:
        return Keys(self.key_pem, self.certificate_pem)

    @cached_property
    def connection(self) -> Connection:
        """Mutual TLS with the actor's certificate."""
        return Connection(self.client_pem, self.key_pem, self.ca_pem, self.rest.label)

    def call(self, service: str, octets: bytes, timeout: float = 60.0) -> Answer:
        """Post a SOAP message to a service, for instance `Recipient/v3`, or to a whole address."""
        address = service if "://" in service else f"{self._soap_url}{service}"
        return self.connection.call(address, octets, timeout)

    def revoke_certificate(self) -> None:
        self.rest.post(f"/api/v1/certificates/{path_part(self.serial)}/revoke")

    def preflight(self, **which: Any) -> "Preflight":
        """What would keep the first letter from arriving. `which`: `sender` and `recipient`, if others."""
        return Preflight(self.rest.get("/api/v1/preflight", certificate=self.serial, **which))

    def __str__(self) -> str:
        return self.organisation

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.organisation} {self.name}>"


class Sender(Actor):
    """An organisation that sends letters, by itself or by a relay."""

    def reachability(self, *recipients: Recipient | str) -> list[Reachability]:
        """Ask the register where letters to each recipient should go."""
        ask = etree.Element(f"{{{RECIPIENT_V3}}}isReachable")
        etree.SubElement(ask, f"{{{RECIPIENT_V3}}}senderOrgNr").text = self.organisation
        for recipient in recipients:
            etree.SubElement(ask, f"{{{RECIPIENT_V3}}}recipientId").text = number_of(recipient)
        answer = self.call("Recipient/v3", letters.envelope(ask))
        return [_reachability(status) for status in answer.content]

    def send(self, recipient: Recipient | str, subject: str = "Beslut", **content: Any) -> Sent:
        """Deliver a letter as a sender that is its own relay: ask the register, sign, seal, deliver.

        Raises:
            Unreachable: the register says that it cannot be delivered.
            Refused: the register or the operator answered a fault.
            NoAnswer: the call was broken off.
        """
        [found] = self.reachability(recipient)
        if not found.is_reachable:
            raise Unreachable(f"{number_of(recipient)}: {found}")
        return self.deliver(self.sealed(recipient, subject, **content), found.address)

    def deliver(self, request: bytes, address: str) -> Sent:
        """Post a sealed letter to an operator's address."""
        answer = self.call(address, request)
        delivered = answer.text("Delivered").strip() in {"true", "1"}
        return Sent(answer.text("TransId"), delivered, answer.trace, request)

    def send_by_relay(self, recipient: Recipient | str, subject: str = "Beslut", **content: Any) -> Sent:
        """Hand a signed letter to the simulator's relay, which finds the way.

        Raises:
            Refused: the relay answered a fault.
        """
        request = letters.distribute_secure(self.signed(recipient, subject, **content))
        answer = self.call("Message/v3", request)
        return Sent(answer.text("return"), True, answer.trace, request)

    def signed(self, recipient: Recipient | str, subject: str = "Beslut", **content: Any) -> etree._Element:
        """The letter with this sender's signature, to be sent, changed or looked at."""
        letter = Letter(subject=subject, **content)
        return letters.signed(letter, self.organisation, self.name, number_of(recipient), self.keys)

    def sealed(self, recipient: Recipient | str, subject: str = "Beslut", **content: Any) -> bytes:
        """The whole deliverSecure message of a letter, sealed by this sender."""
        return letters.deliver_secure(letters.sealed(self.signed(recipient, subject, **content), self.keys))

    def refusal(self, recipient: Recipient | str, subject: str = "Beslut", **content: Any) -> Refused:
        """The fault that a letter is refused with.

        Raises:
            AssertionError: it was not refused.
        """
        try:
            sent = self.send(recipient, subject, **content)
        except Refused as refused:
            return refused
        raise AssertionError(f"The letter was not refused: {json.dumps({'id': sent.id})}")


def _reachability(status: etree._Element) -> Reachability:
    def text(name: str) -> str:
        return next((found.text or "" for found in status.iter(f"{{*}}{name}")), "")

    return Reachability(
        type=text("Type"),
        pending=text("Pending") == "true",
        accepted=text("SenderAccepted") == "true",
        operator=text("Name"),
        address=text("ServiceAdress"),
    )
