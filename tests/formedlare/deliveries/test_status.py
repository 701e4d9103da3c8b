"""What checkDistributionStatus says of a letter in each state and channel."""

import pytest

from contracts import message as message_v1
from formedlare.deliveries import status
from formedlare.models import Leg

PENDING, DELIVERED, FAILED = (
    message_v1.DeliveryStatus.PENDING,
    message_v1.DeliveryStatus.DELIVERED,
    message_v1.DeliveryStatus.DELIVERY_FAILED,
)
DIGITAL, PAPER, NOT = (
    message_v1.DistributionTypes.DIGITAL,
    message_v1.DistributionTypes.PAPER,
    message_v1.DistributionTypes.NOT,
)


@pytest.mark.parametrize(
    ("state", "channel", "is_finished", "expected"),
    [
        ("received", "", False, (DIGITAL, PENDING)),
        ("waiting", "mina_meddelanden", False, (DIGITAL, PENDING)),
        ("delivered", "mina_meddelanden", True, (DIGITAL, DELIVERED)),
        ("rerouted", "print", False, (PAPER, PENDING)),
        ("printed", "print", True, (PAPER, DELIVERED)),
        ("failed", "", True, (NOT, FAILED)),
        ("failed", "print", True, (NOT, FAILED)),
    ],
)
def test_a_secure_letter(
    state: str,
    channel: str,
    is_finished: bool,
    expected: tuple[message_v1.DistributionTypes, message_v1.DeliveryStatus],
) -> None:
    from infra import clock

    leg = Leg(
        recipient="198101052382", state=state, channel=channel, finished_at=clock.now() if is_finished else None
    )

    found = status.secure_status(leg)

    assert (found.type_value, found.delivery_status) == expected
    assert found.recipient_id == "198101052382"


@pytest.mark.parametrize(
    ("state", "notified_by", "expected"),
    [
        ("received", [], (False, [])),
        ("waiting", ["EMail"], (False, [])),
        ("delivered", ["EMail", "SMS"], (True, ["EMail", "SMS"])),
        ("delivered", [], (True, [])),
        ("failed", [], (False, [])),
    ],
)
def test_a_notification(state: str, notified_by: list[str], expected: tuple[bool, list[str]]) -> None:
    found = status.notification_status(Leg(recipient="198101052382", state=state, notified_by=notified_by))

    told = found.delivery_status
    assert (told.delivered_flag, [channel.value for channel in told.notified_by_channel]) == expected
