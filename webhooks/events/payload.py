"""The JSON of an event, as it is posted. docs/webhooks.md describes it."""

import json
import uuid
from datetime import datetime
from typing import Any

from formedlare.models import Leg
from infra import clock
from webhooks.models import EventType


def leg_payload(event_id: uuid.UUID, kind: EventType, at: datetime, leg: Leg) -> str:
    """The body of an event about a leg. It holds no content of the message."""
    return _payload(event_id, kind, at, delivery=_delivery(leg), leg=_leg(leg))


def ping_payload(event_id: uuid.UUID, at: datetime) -> str:
    """The body of a ping: an event about no letter."""
    return _payload(event_id, EventType.PING, at)


def _payload(event_id: uuid.UUID, kind: EventType, at: datetime, **parts: Any) -> str:
    moment = at.astimezone(clock.SWEDEN).isoformat()
    return json.dumps({"id": str(event_id), "type": kind.value, "at": moment, **parts}, ensure_ascii=False)


def _delivery(leg: Leg) -> dict[str, str]:
    """What the sender knows the letter by."""
    distribution = leg.distribution
    return {
        "distribution_id": str(distribution.distribution_id),
        "sender": distribution.sender,
        "reference": distribution.reference,
        "correlation_id": distribution.correlation_id,
        "label": distribution.label,
        "trace": distribution.trace,
    }


def _leg(leg: Leg) -> dict[str, Any]:
    return {
        "recipient": leg.recipient,
        "state": leg.state,
        "channel": leg.channel,
        "operator": leg.operator,
        "trans_id": leg.trans_id,
        "rule": leg.rule,
        "passed_over": [item.as_answer() for item in leg.passed_over],
        "reason": leg.reason.on_wire,
    }
