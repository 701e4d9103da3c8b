"""The cast that everyone knows: two municipalities, an outsider, and citizens; and letters between them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from lxml import etree

from contracts import message_v3, notification_v2, notification_v3, service, service_v3
from contracts.codec import from_element, to_element
from infra.identity import OrganisationNumber, RecipientId
from infra.pki import store
from infra.pki.store import Identity
from infra.soap.messages import envelope
from infra.soap.messages.faults import Fault, read_fault
from infra.soap.messages.parser import parse_envelope
from sender import compose

ARVID = "192705178354"
MARIA = "198101052382"
TOLVAN = "191212121212"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF\n"
SERVICE = "/webservice/accao/Service/v3"


@dataclass(frozen=True)
class Reply:
    """What came back over HTTP."""

    status: int
    body: bytes

    @property
    def element(self) -> etree._Element:
        return parse_envelope(self.body).body

    @property
    def fault(self) -> Fault:
        assert self.element.tag == envelope.FAULT, self.body.decode()
        return read_fault(self.element)

    @property
    def delivered(self) -> bool:
        return self.result.status[0].delivered

    @property
    def trans_id(self) -> str:
        return self.result.trans_id

    @property
    def notified(self) -> notification_v3.NotifyResult:
        assert self.status == 200, self.body.decode()
        return from_element(service_v3.NotifyResponse, self.element).return_value

    @property
    def told(self) -> list[tuple[str, bool, list[str]]]:
        """Of each recipient of a notification: delivered, and by which channels."""
        return told(self.notified.status)

    @property
    def result(self) -> service.DeliveryResult:
        assert self.status == 200, self.body.decode()
        return from_element(service_v3.DeliverSecureResponse, self.element).return_value


def told(statuses: Iterable[notification_v3.NotificationStatus]) -> list[tuple[str, bool, list[str]]]:
    return [
        (
            status.recipient_id,
            status.delivery_status.delivered_flag,
            [channel.value for channel in status.delivery_status.notified_by_channel],
        )
        for status in statuses
    ]


class Post(Protocol):
    """Carries SOAP bytes to a path of the simulator, as somebody."""

    def __call__(self, path: str, body: bytes, identity: Identity | None) -> Reply: ...


@dataclass
class Letter:
    """A letter under way: each step may be done by the wrong hands or changed in between."""

    signed: etree._Element
    relay: Identity

    @property
    def sealed(self) -> etree._Element:
        return compose.seal_delivery(self.signed, self.relay)

    @property
    def request(self) -> bytes:
        return compose.wrap_sealed_delivery(self.sealed)


@dataclass
class Sender:
    """A municipality with its certificate; its own relay unless told otherwise."""

    identity: Identity
    name: str
    post: Post

    def text(self, **changes: object) -> compose.MessageText:
        plain = compose.MessageText(
            subject="Beslut om förskoleplats",
            body="Du har fått ett beslut om förskoleplats.",
            attachments=[compose.AttachedFile("beslut.pdf", PDF)],
        )
        return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]  # the test's own choice

    def delivery(self, to: str = ARVID, *texts: compose.MessageText) -> message_v3.SecureDelivery:
        return compose.compose_delivery(
            self.identity.organisation, self.name, RecipientId.parse(to), texts or (self.text(),)
        )

    def letter(
        self,
        to: str = ARVID,
        *texts: compose.MessageText,
        signer: Identity | None = None,
        relay: Identity | None = None,
        change: Callable[[message_v3.SecureDelivery], None] = lambda _: None,
    ) -> Letter:
        content = self.delivery(to, *texts)
        change(content)
        return Letter(compose.sign_delivery(content, signer or self.identity), relay or self.identity)

    def notification(
        self,
        *to: str,
        text: compose.MessageText | None = None,
        email: notification_v2.EmailMessage | None = None,
        sms: notification_v2.SmsMessage | None = None,
    ) -> notification_v3.NotificationDelivery:
        plain = compose.MessageText("Biblioteket har stängt", "Biblioteket har stängt på fredag.")
        return compose.compose_notification(
            self.identity.organisation, self.name, to or (ARVID,), text or plain, email=email, sms=sms
        )

    def notify(
        self,
        notification: notification_v3.NotificationDelivery,
        *,
        as_: Identity | None = None,
        path: str = SERVICE,
    ) -> Reply:
        body = envelope.wrap_element(to_element(service_v3.Notify(notify=notification)))
        return self.post(path, body, as_ or self.identity)

    def deliver(self, letter: Letter | bytes, *, as_: Identity | None = None, path: str = SERVICE) -> Reply:
        body = letter if isinstance(letter, bytes) else letter.request
        return self.post(path, body, as_ or self.identity)

    def ask(self, service: str, request: object) -> Reply:
        return self.post(f"/webservice/accao/{service}", envelope.wrap_element(to_element(request)), self.identity)


def sender(name: str, display_name: str, post: Post) -> Sender:
    return Sender(store.load_identity(name), display_name, post)


def organisation(number: str) -> OrganisationNumber:
    return OrganisationNumber.parse(number)
