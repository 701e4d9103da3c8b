"""Disruptions of webhooks: a receiver that answers an error, is slow, or breaks off."""

import time
from typing import Final
from urllib.parse import urlsplit

from infra.hooks import disruptions
from infra.hooks.disruptions import Disruption, DisruptionPlace, Occasion
from infra.texts import Text
from webhooks.models import OutboxEvent, Result, Subscription
from webhooks.sending import http_client
from webhooks.sending.http_client import PostOutcome

BROKEN_OFF: Final = Text("förbindelsen bröts (felregel {rule})", "the connection broke (fault rule {rule})")


def outcome_instead(subscription: Subscription, event: OutboxEvent) -> PostOutcome | None:
    """How the attempt ends without the receiver being called. None: call it."""
    if not disruptions.may_happen():
        return None
    begun, leg = time.monotonic(), event.leg
    names = {str(subscription.subscription_id), subscription.url, urlsplit(subscription.url).hostname or ""}
    found = disruptions.find_disruption(
        Occasion(
            DisruptionPlace.WEBHOOK,
            frozenset(names),
            operation=event.type,
            sender=leg.distribution.sender if leg else "",
            recipients=[leg.recipient] if leg else [],
            label=leg.distribution.label if leg else subscription.label,
        )
    )
    return _outcome_of(found, http_client.milliseconds_since(begun)) if found else None


def _outcome_of(found: Disruption, duration_ms: int) -> PostOutcome | None:
    if found.code is not None:
        return http_client.outcome_of(found.code, duration_ms)
    if found.breaks is not None:
        return PostOutcome(Result.UNAVAILABLE, error=BROKEN_OFF.format(rule=found.rule), duration_ms=duration_ms)
    return None
