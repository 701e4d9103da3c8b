"""The webhook events of a letter, as steps of its life."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from console.letters.step import LetterStep
from console.webhooks import TYPES
from formedlare.models import Leg
from infra.texts import EMPTY
from webhooks.models import Attempt, OutboxEvent, Result


def steps_of(leg: Leg) -> Iterator[LetterStep]:
    """One step for each attempt, and one for each event that has not been tried yet."""
    events = OutboxEvent.objects.filter(leg=leg).select_related("subscription").prefetch_related("log")
    for event in events.order_by("pk"):
        attempts = list(event.log.all())
        yield from (_attempt_step(event, attempt) for attempt in attempts)
        if not attempts:
            title = _("Webhook på väg till %(url)s: %(type)s") % _title_values(event)
            yield _event_step(event, event.created_at, title, "wait")


def _attempt_step(event: OutboxEvent, attempt: Attempt) -> LetterStep:
    if attempt.result == Result.RECEIVED:
        title = _("Webhook mottagen av %(url)s: %(type)s") % _title_values(event)
        return _event_step(event, attempt.at, title, "good", attempt)
    title = _("Webhook kom inte fram till %(url)s: %(type)s") % _title_values(event)
    return _event_step(event, attempt.at, title, "bad", attempt)


def _event_step(
    event: OutboxEvent, at: datetime, title: str, tone: str, attempt: Attempt | None = None
) -> LetterStep:
    return LetterStep(
        at,
        title,
        attempt.error if attempt else EMPTY,
        tone=tone,
        duration_ms=attempt.duration_ms if attempt else None,
        link=reverse("console:webhook", args=[event.subscription.subscription_id]),
        link_words=_("Visa prenumerationen"),
        is_afterwards=True,
    )


def _title_values(event: OutboxEvent) -> dict[str, str]:
    kind = TYPES.get(event.type, event.type)
    return {"url": event.subscription.url[:100], "type": str(kind).lower()}
