"""Who wants to be told, what they are told, and every attempt to tell them."""

import uuid

from django.db import models

from formedlare.models import Leg


class EventType(models.TextChoices):
    """What a subscription can ask for: the legs' states of the same names, and a trial."""

    DELIVERED = "delivered", "Levererad"
    PRINTED = "printed", "Utskriven"
    FAILED = "failed", "Misslyckad"
    REROUTED = "rerouted", "Omstyrd"
    WAITING = "waiting", "Väntar"
    PING = "ping", "Prov"


class Subscription(models.Model):
    """A receiver: where, for whose letters, and how it goes. Also the lane to it, with its breaker."""

    subscription_id = models.UUIDField(default=uuid.uuid4, unique=True)
    sender = models.CharField(max_length=12, blank=True)
    """Organisation number; empty: the letters of every sender."""
    url = models.CharField(max_length=2000)
    secret = models.CharField(max_length=200)
    """Key of the signature. Kept as it is, since every event is signed anew."""
    events = models.JSONField()
    """List of EventType."""
    active = models.BooleanField(default=True)
    """False: nothing is noted for it, and nothing sent."""
    created_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    """Attempts in a row without a usable answer."""
    retry_at = models.DateTimeField(null=True, blank=True)
    """Not to be called before, because it was down."""
    average_ms = models.PositiveIntegerField(default=0)
    """Moving average of how long its answers take."""
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_problem = models.TextField(blank=True)
    """Swedish | English."""
    claimed_by = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    """A worker is at it until then; one that died stops renewing."""

    def __str__(self) -> str:
        return f"{self.subscription_id} to {self.url[:80]}"


class OutboxEvent(models.Model):
    """Something to tell one receiver. Written with the leg's move; not dropped before it was."""

    class State(models.TextChoices):
        PENDING = "pending", "Ska sändas"
        SENT = "sent", "Sänd"
        FAILED = "failed", "Gavs upp"

    event_id = models.UUIDField(default=uuid.uuid4, unique=True)
    """The receiver's means to know an event that comes twice."""
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="outbox")
    leg = models.ForeignKey(Leg, on_delete=models.CASCADE, null=True, related_name="+")
    """None: a trial, of no letter."""
    type = models.CharField(max_length=10, choices=EventType)
    body = models.TextField()
    """The JSON that is posted, the same at every attempt."""
    state = models.CharField(max_length=7, choices=State, default=State.PENDING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    give_up_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    """Since it was written, or last replayed."""
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subscription", "state", "id"], name="webhook_outbox_by_state"),
            models.Index(fields=["state", "finished_at"], name="webhook_outbox_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}: {self.state}"


class Attempt(models.Model):
    """One try to tell a receiver, and what came back."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    """HTTP status; none where no answer came."""
    answer = models.TextField(blank=True)
    """The first 2,000 bytes of what came back."""
    error = models.TextField(blank=True)
    """Why it does not count as received. Swedish | English."""
    duration_ms = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S} {self.status or self.error}"
