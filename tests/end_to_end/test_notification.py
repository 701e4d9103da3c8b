"""Notifications by zeep and the published contracts: from a municipality to a mailbox, a phone, or past both."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.cast import ARVID, MARIA, TOLVAN
from tests.end_to_end.wire import Store
from tests.end_to_end.zeep_client import Part, Transport, address
from tests.infra.supervisor.simulator import Simulator
from tests.waiting import eventually

pytestmark = pytest.mark.timeout(180)

KOMMUN_A = "162021004748"
CARRIED = "SELECT channel, text FROM carrier_carried WHERE recipient = ? AND state = 'sent'"
FORWARDED = """
    SELECT channel, text FROM mailbox_operator_announcement
    JOIN mailbox_operator_message ON mailbox_operator_message.id = message_id
    WHERE mailbox_operator_announcement.state = 'sent' AND mailbox_operator_message.subject = ?
"""
REACH_BY_SMS = """
from formedlare.models import ChannelRule, ContactAddress
from infra import clock
ContactAddress.objects.create(sender="162021004748", recipient="191212121212", mobile="0701740605",
                              confirmed_on=clock.today())
ChannelRule.objects.create(sender="162021004748", position=1, name="Notifieringar",
                           conditions={"message_type": "notification"}, channels=["mina_meddelanden", "sms"])
"""
UNDO = """
from formedlare.models import ChannelRule, ContactAddress
ContactAddress.objects.filter(sender="162021004748").delete()
ChannelRule.objects.filter(sender="162021004748").delete()
"""


@pytest.fixture
def published(shared: Path, simulator: Simulator, session: requests.Session) -> Callable[[str], Part]:
    """The client of one service, built from the real contract."""
    transport, folder = Transport(session=session), shared / "contracts" / "v3"
    return lambda name: Part.published(folder / f"{name}.wsdl", address(simulator, f"{name}/v3"), transport)


@pytest.fixture
def reach_by_sms(simulator: Simulator) -> Iterator[None]:
    """Kommun A's notifications go by SMS to Tolvan, who has no mailbox."""
    simulator.python(REACH_BY_SMS)
    yield
    simulator.python(UNDO)


def notification(*recipients: str, subject: str) -> dict[str, Any]:
    return {
        "Header": {"Sender": {"Id": KOMMUN_A, "Name": "Kommun A"}, "Recipient": list(recipients)},
        "Message": {
            "header": {
                "Id": subject,
                "Subject": subject,
                "Supportinfo": {"Text": "Ring oss."},
                "Language": "svSE",
            },
            "body": {"ContentType": "text/plain", "Body": b"Vattnet kommer tillbaka klockan 15."},
        },
        "SmsMessage": {"header": {"From": "Kommun A"}, "text": "Vattnet är tillbaka 15."},
    }


def told(statuses: Any) -> list[tuple[str, bool, list[str]]]:
    found = [(each.RecipientId, each.DeliveryStatus) for each in statuses]
    return [(number, status.DeliveredFlag, list(status.NotifiedByChannel)) for number, status in found]


def test_zeep_notifies_an_operator(published: Callable[[str], Part], kept: Store) -> None:
    answer = published("Service").calls.notify(notification(MARIA, TOLVAN, ARVID, subject="Vatten 1"))

    assert told(answer.Status) == [(MARIA, True, ["EMail", "SMS"]), (TOLVAN, False, []), (ARVID, True, [])]
    sent = eventually(lambda: len(found := kept.ask(FORWARDED, "Vatten 1")) == 2 and dict(found))
    assert sent == {"email": "Vattnet kommer tillbaka klockan 15.", "sms": "Vattnet är tillbaka 15."}


def test_zeep_hands_a_notification_to_the_relay_and_hears_what_became_of_it(
    published: Callable[[str], Part], reach_by_sms: None, kept: Store
) -> None:
    service = published("Notification").calls

    number = service.distribute(notification(MARIA, TOLVAN, subject="Vatten 2"))

    def outcome() -> list[tuple[str, bool, list[str]]]:
        return told(service.checkDistributionStatus(sender=KOMMUN_A, distributionId=number))

    eventually(lambda: all(delivered for _, delivered, _ in outcome()), within=30)
    assert outcome() == [(MARIA, True, ["EMail", "SMS"]), (TOLVAN, True, ["SMS"])]
    assert kept.ask(CARRIED, TOLVAN) == [("sms", "Vattnet är tillbaka 15.")]
