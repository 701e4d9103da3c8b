"""Send an event once, and write down how that ended: for the event, and for its subscription."""

import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from infra import clock, trace
from infra.database.write_transaction import write_transaction
from infra.hooks import disruptions, exchanges
from infra.hooks.exchanges import Direction, Edge, Exchange, Verdict
from infra.texts import Text
from infra.work.backoff import Backoff
from infra.work.leases import renew_leases
from webhooks.events.states import TRANSITIONS, State
from webhooks.models import Attempt, OutboxEvent, Result, Subscription
from webhooks.sending import http_client, signing
from webhooks.sending.disrupted import outcome_instead
from webhooks.sending.http_client import PostOutcome, TimeLimits

logger = logging.getLogger(__name__)

BACKOFF: Final = Backoff(first=timedelta(seconds=2), longest=timedelta(hours=1))
LEASE: Final = timedelta(seconds=60)
"""Longer than one attempt can take, the look-up of the name included."""
WEIGHT: Final = 0.2
"""Of the newest answer in the moving average."""
NOT_SENT: Final = Text(
    "händelsen kunde inte sändas ({problem}); loggen säger mer",
    "the event could not be sent ({problem}); the log says more",
)


def send_event(
    subscription: Subscription, event: OutboxEvent, limits: TimeLimits = http_client.DELIVERY_LIMITS
) -> PostOutcome:
    """Post the event once, signed. Writes nothing, and never raises: a bad event must not stop the others."""
    begun, body = time.monotonic(), event.body.encode()
    try:
        disrupted = outcome_instead(subscription, event)
        outcome = disrupted or _post(subscription, event, body, limits)
    except Exception as problem:
        logger.exception("Event %s could not be sent", event.event_id)
        error = NOT_SENT.format(problem=type(problem).__name__)
        return PostOutcome(Result.NOT_SENT, error=error, duration_ms=http_client.milliseconds_since(begun))
    if exchanges.has_listeners():
        reason = disruptions.PROVOKED if disrupted else ""
        _report(subscription, event, body, outcome, begun, reason)
    return outcome


def _post(subscription: Subscription, event: OutboxEvent, body: bytes, limits: TimeLimits) -> PostOutcome:
    # The receiver compares with its own clock, so this is real time although the simulator's may be moved.
    signed = signing.signed_headers(subscription.secret, str(event.event_id), body, int(time.time()))
    headers = {"Content-Type": "application/json", signing.TYPE_HEADER: event.type, **signed}
    return http_client.post_event(subscription.url, body, headers, limits)


@exchanges.log_failures
def _report(
    subscription: Subscription, event: OutboxEvent, body: bytes, outcome: PostOutcome, begun: float, reason: str
) -> None:
    """Tell the listeners of exchanges, under the trace of the letter that the event is about."""
    distribution = event.leg.distribution if event.leg_id and event.leg else None
    exchanges.report_exchange(
        Exchange(
            Edge.WEBHOOK,
            Direction.OUT,
            subscription.url,
            verdict=_VERDICTS.get(outcome.result, Verdict.FAILED),
            operation=event.type,
            sender=distribution.sender if distribution else subscription.sender,
            recipient=event.leg.recipient if event.leg_id and event.leg else "",
            status=outcome.status or 0,
            request=body,
            response=outcome.answer.encode(errors="replace"),
            content_type="application/json",
            text=outcome.error,
            reason=reason,
            begun=begun,
            trace=distribution.trace if distribution else trace.current_trace(),
            label=distribution.label if distribution else subscription.label,
        )
    )


_VERDICTS: Final[Mapping[Result, Verdict]] = {
    Result.RECEIVED: Verdict.ACCEPTED,
    Result.REFUSED: Verdict.REFUSED,
}


def attempt_of(event: OutboxEvent, outcome: PostOutcome) -> Attempt:
    """The line of the log about an attempt. Not stored yet."""
    return Attempt(
        event=event,
        at=clock.now(),
        result=outcome.result,
        status=outcome.status,
        answer=outcome.answer,
        error=outcome.error,
        duration_ms=outcome.duration_ms,
    )


def record_attempt(subscription: Subscription, event: OutboxEvent, outcome: PostOutcome, holder: str) -> bool:
    """Write down how an attempt ended, and renew the lease.

    Returns whether the holder still has the subscription: it may have been paused, deleted or taken over.
    """
    with write_transaction():
        if not OutboxEvent.objects.filter(pk=event.pk).exists():
            return False
        Attempt.objects.bulk_create([attempt_of(event, outcome)])
        columns = _health_columns(subscription, outcome)
        # After the other events became due again: this one has a pause of its own.
        _settle_event(event, outcome)
        rows = Subscription.objects.filter(pk=subscription.pk, active=True)
        return bool(renew_leases(rows, [holder], LEASE, **columns))


def _settle_event(event: OutboxEvent, outcome: PostOutcome) -> None:
    now, attempts = clock.now(), event.attempts + 1
    row = OutboxEvent.objects.filter(pk=event.pk)
    if outcome.result is Result.RECEIVED:
        TRANSITIONS.move_rows(row, State.PENDING, State.SENT, finished_at=now, attempts=attempts)
    elif now >= event.give_up_at:
        TRANSITIONS.move_rows(row, State.PENDING, State.FAILED, finished_at=now, attempts=attempts)
    else:
        due_at = now + BACKOFF.jittered_pause_after(event.attempts)
        TRANSITIONS.move_rows(row, State.PENDING, State.PENDING, due_at=due_at, attempts=attempts)


def _health_columns(subscription: Subscription, outcome: PostOutcome) -> dict[str, Any]:
    """The columns that say how the receiver answers, after this outcome."""
    now = clock.now()
    columns: dict[str, Any] = {"last_problem": outcome.error}
    if outcome.result is Result.NOT_SENT:
        return columns
    subscription.average_ms = round(subscription.average_ms * (1 - WEIGHT) + outcome.duration_ms * WEIGHT)
    if outcome.result is Result.UNAVAILABLE:
        columns["retry_at"] = now + BACKOFF.jittered_pause_after(subscription.failures)
        subscription.failures += 1
    else:
        _make_waiting_due(subscription, now)
        columns["retry_at"], subscription.failures = None, 0
    if outcome.result is Result.RECEIVED:
        columns["last_success_at"] = now
    return columns | {"average_ms": subscription.average_ms, "failures": subscription.failures}


def _make_waiting_due(subscription: Subscription, now: datetime) -> None:
    """The receiver answers again: events that were tried in vain need not wait for their own pauses."""
    if subscription.failures:
        waiting = OutboxEvent.objects.filter(subscription=subscription, state=State.PENDING, due_at__gt=now)
        waiting.update(due_at=now)
