"""The JSON of an event."""

import json
import uuid
from datetime import UTC, datetime

from infra.texts import Text
from tests.formedlare.api.conftest import Delivery
from webhooks.events.payload import leg_payload, ping_payload
from webhooks.models import EventType

EVENT_ID = uuid.UUID("a098fcc0-4dbb-4807-8962-15dd6454b4a1")
SUMMER = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


def test_a_ping_has_an_id_a_type_and_a_swedish_time_only() -> None:
    assert json.loads(ping_payload(EVENT_ID, SUMMER)) == {
        "id": str(EVENT_ID),
        "type": "ping",
        "at": "2026-07-02T00:30:00+02:00",
    }


def test_an_event_about_a_leg_says_which_letter_and_what_became_of_it(delivery: Delivery) -> None:
    leg = delivery().legs.select_related("distribution").get()

    event = json.loads(leg_payload(EVENT_ID, EventType.FAILED, SUMMER, leg))

    assert list(event) == ["id", "type", "at", "delivery", "leg"]
    assert event["type"] == "failed"
    assert list(event["delivery"]) == [
        *("distribution_id", "sender", "reference", "correlation_id", "label", "trace"),
    ]
    assert list(event["leg"]) == [
        *("recipient", "state", "channel", "operator", "trans_id", "rule", "passed_over", "reason"),
    ]
    assert event["leg"]["recipient"] == leg.recipient


def test_letters_beyond_ascii_are_written_as_they_are(delivery: Delivery) -> None:
    leg = delivery().legs.select_related("distribution").get()
    leg.reason = Text.same("mottagaren är spärrad")

    assert "är spärrad" in leg_payload(EVENT_ID, EventType.FAILED, SUMMER, leg)
