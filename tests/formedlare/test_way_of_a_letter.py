"""From a sender's hand over SOAP to the citizen's mailbox, through the relay."""

from mailbox_operator.models import Message
from tests import cast
from tests.relay import Relay, leg_of, work


def test_a_letter_is_taken_in_looked_up_sealed_and_delivered(relay: Relay) -> None:
    accepted = relay.distribute(cast.MARIA)
    assert relay.status(accepted) == [("Digital", "Pending")]

    work()

    assert relay.status(accepted) == [("Digital", "Delivered")]
    message = Message.objects.get()
    assert message.mailbox.holder == cast.MARIA
    assert message.delivery.dispatcher == "165569999047"
    assert message.delivery.trace == accepted.trace
    leg = leg_of(accepted)
    assert (leg.lane, leg.order_key, leg.claimed_by) == (None, None, "")
    assert [event.state for event in leg.events.all()] == ["looked_up", "sealed", "sending", "delivered"]
