"""The status that a sender gets of a delivery: for each recipient, which channel it took and how far it has come.

Source: contracts Message v3 and Notification v3 checkDistributionStatus; founding document 8.1.
"""

import uuid
from collections.abc import Sequence

from contracts import message as message_v1
from contracts import notification_v3
from formedlare import register
from formedlare.legs import State
from formedlare.models import Distribution, Leg
from formedlare.models.channel import Channel
from infra.errors import AccessDenied, NotFound
from infra.pki.peer import Caller


def legs_of(sender: str, distribution_id: str, kind: Distribution.Kind, caller: Caller) -> Sequence[Leg]:
    """The legs of a sender's delivery.

    Raises:
        AccessDenied: the caller is neither the sender nor a relay that it has approved (5002).
        NotFound: the sender has no such delivery of this kind (5003).
        InternalError: the register did not answer (4999).
    """
    _require_right(sender, caller)
    number = _uuid(distribution_id)
    found = number and Distribution.objects.filter(sender=sender, kind=kind, distribution_id=number).first()
    if not found:
        raise _not_found(sender, distribution_id)
    return list(found.legs.order_by("pk"))


def secure_status(leg: Leg) -> message_v1.DistributionStatus:
    """How far a secure delivery has come to one recipient."""
    paper = leg.channel == Channel.PRINT
    types, states = message_v1.DistributionTypes, message_v1.DeliveryStatus
    if leg.state == State.FAILED:
        kind, state = types.NOT, states.DELIVERY_FAILED
    else:
        kind = types.PAPER if paper else types.DIGITAL
        state = states.PENDING if leg.finished_at is None else states.DELIVERED
    return message_v1.DistributionStatus(recipient_id=leg.recipient, type_value=kind, delivery_status=state)


def notification_status(leg: Leg) -> notification_v3.NotificationStatus:
    """How far a notification has come to one recipient, and by which channels the recipient heard of it."""
    delivered = leg.state in {State.DELIVERED, State.PRINTED}
    channels = [notification_v3.NotificationTypes(name) for name in leg.notified_by] if delivered else []
    return notification_v3.NotificationStatus(
        recipient_id=leg.recipient,
        delivery_status=notification_v3.DeliveryStatus(delivered_flag=delivered, notified_by_channel=channels),
    )


def _require_right(sender: str, caller: Caller) -> None:
    asker = caller.organisation.value
    if asker != sender and not register.list_actors().may_send(asker, sender):
        raise AccessDenied(
            f"{asker} får inte fråga om försändelser från {sender}. Det får avsändaren själv och de förmedlare "
            "som avsändaren har godkänt.",
            f"{asker} may not ask about deliveries of {sender}. The sender itself may, and the relays that the "
            "sender has approved.",
            slug="status-of-another-sender",
        )


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _not_found(sender: str, distribution_id: str) -> NotFound:
    return NotFound(
        f"{sender} har ingen försändelse med distributionId {distribution_id!r} i den här tjänsten. "
        "Ange det id som distribute eller distributeSecure svarade.",
        f"{sender} has no delivery with distributionId {distribution_id!r} in this service. "
        "Give the id that distribute or distributeSecure answered.",
        slug="distribution-unknown",
    )
