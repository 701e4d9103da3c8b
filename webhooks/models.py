"""Subscriptions, the events that are due to them, and every attempt to send one."""

import uuid
from typing import Final

from django.db import models

from formedlare.models import Leg
from infra.database.columns.text_field import BilingualField
from infra.trace import MAX_LABEL
from infra.work.leases import Leased


class EventType(models.TextChoices):
    """The legs' states of the same names, and a ping, which tries a subscription out."""

    DELIVERED = "delivered", "Levererad"
    PRINTED = "printed", "Utskriven"
    FAILED = "failed", "Misslyckad"
    REROUTED = "rerouted", "Omstyrd"
    WAITING = "waiting", "Väntar"
    PING = "ping", "Prov"


SUBSCRIBABLE_EVENTS: Final = tuple(kind for kind in EventType if kind is not EventType.PING)
"""What a subscription can ask for."""


class Subscription(Leased):
    """A receiver: its address, which letters and events it gets, and how it answers.

    A worker that sends to it holds its lease.
    """

    subscription_id = models.UUIDField(default=uuid.uuid4, unique=True)
    sender = models.CharField(max_length=12, blank=True)
    """Organisation number; empty: the letters of every sender."""
    url = models.CharField(max_length=2000)
    secret = models.CharField(max_length=200)
    """The key of the signatures (`webhooks.sending.signing`). Readable: each event is signed when it is sent."""
    events = models.JSONField()
    """List of EventType."""
    active = models.BooleanField(default=True)
    """False: no events are written for it, and none are sent."""
    label = models.CharField(max_length=MAX_LABEL, blank=True)
    """Only letters with this label. Empty: all."""
    created_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    """Attempts in a row without a usable answer."""
    retry_at = models.DateTimeField(null=True, blank=True)
    """No events are sent before then, because the receiver was down."""
    average_ms = models.PositiveIntegerField(default=0)
    """Moving average of the time that its answers take."""
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_problem = BilingualField()
    """Why the last attempt does not count as received; empty when it does."""

    def __str__(self) -> str:
        return f"{self.subscription_id} to {self.url[:80]}"


class OutboxEvent(models.Model):
    """One event for one subscription, written in the transaction that moves the leg."""

    class State(models.TextChoices):
        PENDING = "pending", "Ska sändas"
        SENT = "sent", "Sänd"
        FAILED = "failed", "Gavs upp"

    event_id = models.UUIDField(default=uuid.uuid4, unique=True)
    """The same at every attempt: from it the receiver knows an event that comes twice."""
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="outbox")
    leg = models.ForeignKey(Leg, on_delete=models.CASCADE, null=True, related_name="+")
    """None: a ping, which is about no letter."""
    type = models.CharField(max_length=10, choices=EventType)
    body = models.TextField()
    """The JSON that is posted, the same at every attempt."""
    state = models.CharField(max_length=7, choices=State, default=State.PENDING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    give_up_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    """Since the event was written, or last replayed."""
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subscription", "state", "id"], name="webhook_outbox_by_state"),
            models.Index(fields=["state", "finished_at"], name="webhook_outbox_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}: {self.state}"


class Result(models.TextChoices):
    """How an attempt ended."""

    RECEIVED = "received"
    REFUSED = "refused"
    """The receiver answered, and did not take this event."""
    UNAVAILABLE = "unavailable"
    """No answer, or one that says "not now": the next event would fare the same."""
    NOT_SENT = "not sent"
    """The event could not be sent at all, which says nothing of the receiver."""
    GIVEN_UP = "given up"
    """No attempt, but the end of the attempts."""


class Attempt(models.Model):
    """One attempt to send an event, and what came back."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField()
    result = models.CharField(max_length=11, choices=Result)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    """HTTP status; none where no answer came."""
    answer = models.TextField(blank=True)
    """The first 2,000 bytes of what came back."""
    error = BilingualField()
    """Why it does not count as received; empty when it does."""
    duration_ms = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S} {self.status or self.error}"
