"""Seal deliveries: once, before the first attempt, so that every attempt sends the same bytes.

Source: wire.md, "When the simulator itself signs".
"""

from collections.abc import Sequence

from lxml import etree

from contracts import codec, notification_v3, service_v3
from formedlare import legs, register
from formedlare.legs import State
from formedlare.models import Content, Distribution, Leg, SealedMessage
from infra.clock import SWEDEN
from infra.database.write_transaction import write_transaction
from infra.soap import sealed_request
from infra.soap.messages import envelope
from infra.xmlsig import seal_element


def sealed_bytes(claimed: Sequence[Leg]) -> dict[int, bytes]:
    """The SOAP message of each leg by primary key, sealing and storing those that have none yet.

    A leg that somebody else has moved meanwhile is left out.
    """
    stored = dict(SealedMessage.objects.filter(leg__in=claimed).values_list("leg_id", "soap"))
    missing = [leg for leg in claimed if leg.pk not in stored]
    return {pk: bytes(soap) for pk, soap in stored.items()} | (_seal(missing) if missing else {})


def _seal(missing: Sequence[Leg]) -> dict[int, bytes]:
    contents = dict(
        Content.objects.filter(distribution__in={leg.distribution_id for leg in missing}).values_list(
            "distribution_id", "xml"
        )
    )
    made = {leg.pk: request_of(leg, bytes(contents[leg.distribution_id])) for leg in missing}
    with write_transaction():
        # Only a worker that still has its claim may store: after a takeover the other worker's bytes count.
        kept = legs.move_legs(missing, State.SEALED)
        SealedMessage.objects.bulk_create(SealedMessage(leg_id=leg.pk, soap=made[leg.pk]) for leg in kept)
    return {leg.pk: made[leg.pk] for leg in kept}


def request_of(leg: Leg, content: bytes) -> bytes:
    """The SOAP message that delivers the content to the leg's recipient, sealed by the relay."""
    element = etree.fromstring(content)
    if leg.distribution.kind == Distribution.Kind.NOTIFICATION:
        return _notification(leg, element)
    relay = register.relay_identity()
    received_on = leg.received_at.astimezone(SWEDEN).date()
    return sealed_request.deliver_secure(seal_element(element, received_on, relay.key, relay.certificate))


def _notification(leg: Leg, element: etree._Element) -> bytes:
    """The notification for this leg's recipient alone. Notifications are not sealed."""
    delivery = codec.from_element(notification_v3.NotificationDelivery, element)
    delivery.header.recipient = [leg.recipient]
    return envelope.wrap_element(codec.to_element(service_v3.Notify(notify=delivery)))
