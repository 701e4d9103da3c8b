"""A letter that cannot be delivered, and the parts of the mail that says so."""

from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default

from formedlare import legs
from formedlare.models import Leg, Obstacle, PassedOver
from infra.texts import Text
from sender.office.models import OfficeReply

WHY = Text("mottagaren tar inte emot avsändaren", "the recipient does not accept the sender")


def fail(reason: Text = WHY) -> OfficeReply:
    """The letter of the only mail cannot be delivered, says the relay."""
    leg = Leg.objects.select_related("distribution").get()
    passed = [PassedOver("mina_meddelanden", Obstacle.SENDER_NOT_ACCEPTED.value, reason)]
    legs.finish_leg(leg, Leg.State.FAILED, reason=reason, passed_over=passed)
    return OfficeReply.objects.get()


def parsed(octets: bytes) -> EmailMessage:
    return message_from_bytes(octets, policy=default)


def headers_of(part: Message) -> list[Message]:
    found = part.get_payload()
    assert isinstance(found, list)
    return [item for item in found if isinstance(item, Message)]
