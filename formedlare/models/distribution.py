"""A delivery and its legs, one per recipient, with the history of each."""

import uuid
from typing import Final

from django.db import models

from formedlare.models.channel import Channel
from formedlare.models.outcome import AttemptOutcome, PassedOver, PassedOverField
from infra.database.columns.text_field import BilingualField
from infra.database.columns.value_list import TextListField
from infra.texts import EMPTY, Text
from infra.work.leases import Leased

BY_RULE: Final = Text("regeln {rule} bestämde det", "the rule {rule} decided so")


class IndexedPrefix(models.Func):
    """The first 200 characters of a text, by which it is indexed: PostgreSQL refuses entries of 2,700 bytes."""

    # Both databases match an index on an expression by its words, so a parameter in it would not do.
    template = "SUBSTR(%(expressions)s, 1, 200)"
    output_field = models.CharField()
    length = 200


class TextAfterPrefix(models.Func):
    """The text after its indexed prefix."""

    template = "SUBSTR(%(expressions)s, 201)"
    output_field = models.TextField()


class Distribution(models.Model):
    """What a sender handed over: from the moment this row exists it cannot be lost."""

    class Kind(models.TextChoices):
        SECURE = "secure", "Säkert meddelande"
        NOTIFICATION = "notification", "Notifiering"

    class Origin(models.TextChoices):
        """The way in."""

        SOAP = "soap", "SOAP"
        BATCH = "batch", "Utskriftsfil"
        OFFICE = "office", "E-post"

    distribution_id = models.UUIDField(default=uuid.uuid4, unique=True)
    """What the sender asks checkDistributionStatus about."""
    kind = models.CharField(max_length=12, choices=Kind)
    origin = models.CharField(max_length=6, choices=Origin, default=Origin.SOAP)
    sender = models.CharField(max_length=12)
    sender_name = models.CharField(max_length=256)
    caller = models.CharField(max_length=12)
    """The organisation that handed it over: the sender, or a relay that the sender has approved."""
    content_digest = models.CharField(max_length=64)
    """SHA-256, in hex, of what recognises the identical delivery. See intake.py."""
    subject = models.CharField(max_length=255, blank=True, default="")
    """Of its first message. Empty for letters that came before it was kept."""
    reference = models.TextField(blank=True)
    correlation_id = models.TextField(blank=True)
    protection_class = models.PositiveSmallIntegerField()
    """1 for notifications; 2 for secure deliveries: their contract has no field to tell 2 from 3."""
    size = models.PositiveIntegerField()
    """Bytes of the content."""
    warnings = TextListField()
    """What the sender should change, though the delivery was taken in."""
    received_at = models.DateTimeField()
    deadline = models.DateTimeField()
    """When Mina meddelanden is given up for it."""
    trace = models.CharField(max_length=32)
    label = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "content_digest"], name="identical_delivery_kept_once")
        ]
        indexes = [
            models.Index(fields=["trace"]),
            models.Index(fields=["label"]),
            models.Index(fields=["sender", "-id"]),
            models.Index(fields=["received_at"]),
            # Letters without them are not looked for in this way, and take no space here.
            models.Index(
                IndexedPrefix("reference"),
                models.F("id").desc(),
                name="distribution_by_reference",
                condition=models.Q(reference__gt=""),
            ),
            models.Index(
                IndexedPrefix("correlation_id"),
                models.F("id").desc(),
                name="distribution_by_correlation",
                condition=models.Q(correlation_id__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.distribution_id)


class Content(models.Model):
    """The delivery's XML: SignedDelivery with the sender's signature, or NotificationDelivery."""

    distribution = models.OneToOneField(
        Distribution, on_delete=models.CASCADE, primary_key=True, related_name="content"
    )
    xml = models.BinaryField()

    def __str__(self) -> str:
        return f"content of {self.distribution_id}"


class Leg(Leased):
    """The way to one recipient. legs.py has the states and which may follow which."""

    class State(models.TextChoices):
        RECEIVED = "received", "Mottagen"
        LOOKED_UP = "looked_up", "Uppslagen"
        SEALED = "sealed", "Förseglad"
        SENDING = "sending", "Sänds"
        WAITING = "waiting", "Väntar"
        REROUTED = "rerouted", "Omstyrd"
        DELIVERED = "delivered", "Levererad"
        PRINTED = "printed", "Utskriven"
        FAILED = "failed", "Misslyckad"

    distribution = models.ForeignKey(Distribution, on_delete=models.CASCADE, related_name="legs")
    recipient = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    channel = models.CharField(max_length=20, choices=Channel, blank=True)
    """Empty until the channel switch has chosen."""
    operator = models.CharField(max_length=255, blank=True)
    """The mailbox operator's internet domain, where the channel is Mina meddelanden."""
    address = models.CharField(max_length=500, blank=True)
    """Where the operator takes deliveries, as FaR gave it."""
    lane = models.CharField(max_length=255, null=True, blank=True)
    """The queue that the leg lies in; null when it is finished."""
    order_key = models.CharField(max_length=32, null=True, blank=True)
    """The same for legs that must arrive in order (sender, recipient, correlation id); null when finished."""
    due_at = models.DateTimeField()
    """When the next step may be taken."""
    deadline = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    rule = models.CharField(max_length=200, blank=True)
    """Name of the rule that decided on the channel."""
    passed_over = PassedOverField()
    """The channels that were not taken, in order."""
    trans_id = models.CharField(max_length=100, blank=True)
    """The operator's, from its answer."""
    notified_by = models.JSONField(default=list, blank=True)
    """Of a notification: the channels that the operator says it used, SMS and EMail."""
    reason = BilingualField()
    """Why it waits, was rerouted or failed."""
    problem = BilingualField()
    """What the latest attempt met that failed in a way that may pass, also while the leg is held back."""
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["distribution", "recipient"], name="one_leg_per_recipient"),
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True, lane__isnull=False)
                | models.Q(finished_at__isnull=False, lane__isnull=True),
                name="leg_lies_in_a_lane_until_it_is_finished",
            ),
        ]
        indexes = [
            models.Index(fields=["lane", "id"]),
            models.Index(fields=["order_key", "id"]),
            models.Index(fields=["recipient", "-id"]),
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["finished_at"]),
            models.Index(fields=["claimed_until"]),
            models.Index(fields=["channel", "operator"], name="leg_by_channel_and_operator"),
        ]

    def __str__(self) -> str:
        return f"leg {self.pk}: {self.state}"

    @property
    def last_channel(self) -> str:
        """The channel that it takes, or took last before it failed. Empty: none has been chosen yet."""
        if self.channel or self.state != Leg.State.FAILED or not self.passed_over:
            return str(self.channel)
        last: PassedOver = self.passed_over[-1]
        return last.channel

    @property
    def explanation(self) -> Text:
        """Why it waits or failed, or else took another channel than the first. May be empty.

        The last channel that was passed over says it, or the rule where that named another channel first.
        """
        reason: Text = self.reason
        if reason or not self.channel:
            return reason
        if self.passed_over:
            last: PassedOver = self.passed_over[-1]
            return last.reason
        by_rule = self.rule and self.channel != Channel.MINA_MEDDELANDEN
        return BY_RULE.format(rule=self.rule) if by_rule else EMPTY


class SealedMessage(models.Model):
    """The exact bytes that are posted to the operator: made once, sent again unchanged."""

    leg = models.OneToOneField(Leg, on_delete=models.CASCADE, primary_key=True, related_name="sealed_message")
    soap = models.BinaryField()

    def __str__(self) -> str:
        return f"sealed message of leg {self.leg_id}"


class Event(models.Model):
    """A step of a leg: its new state, and of an attempt also the outcome, the answer and the duration."""

    leg = models.ForeignKey(Leg, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=Leg.State)
    """The state that the leg came into."""
    channel = models.CharField(max_length=20, choices=Channel, blank=True)
    outcome = models.CharField(max_length=20, choices=AttemptOutcome, blank=True)
    """Of an attempt, or of a step that stands for one: how it ended."""
    operator = models.CharField(max_length=255, blank=True)
    """The mailbox operator that the leg was on its way to, or FaR."""
    address = models.CharField(max_length=500, blank=True)
    """Of an attempt: where it went. E-mail addresses and numbers are masked."""
    text = BilingualField()
    """What was answered or decided."""
    code = models.PositiveIntegerField(null=True, blank=True)
    """Error code of the answer, if it was a fault."""
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    """Of an attempt: from the first byte sent to the answer."""

    class Meta:
        indexes = [models.Index(fields=["leg", "id"])]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S} {self.state}"
