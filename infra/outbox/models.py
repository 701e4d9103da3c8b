"""Texts that are sent by e-mail or SMS: the columns that all have, and those that a role sends by itself."""

from typing import ClassVar

from django.db import models

from infra.database.columns.text_field import BilingualField


class OutgoingMessage(models.Model):
    """A text that is sent by e-mail or SMS. states.py has its states and which may follow which."""

    class Channel(models.TextChoices):
        EMAIL = "email", "E-post"
        SMS = "sms", "SMS"

    class State(models.TextChoices):
        DUE = "due"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    channel = models.CharField(max_length=5, choices=Channel)
    address = models.CharField(max_length=254)
    """The e-mail address or mobile number as it was when the text was made."""
    sender_name = models.CharField(max_length=256, blank=True)
    """The sender, where that is not the role that sends it."""
    sender_address = models.CharField(max_length=256, blank=True)
    """Of an e-mail: the address that an answer goes to."""
    subject = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=7, choices=State, default=State.DUE)
    due_at = models.DateTimeField()
    """When the next attempt may be made; while it is being sent, when its lease ends."""
    attempts = models.PositiveIntegerField(default=0)
    last_error = BilingualField()
    sent_at = models.DateTimeField(null=True, blank=True)
    origin_columns: ClassVar[tuple[str, str, str]]
    """Where the recipient's number, the trace and the label of the letter stand, as look-ups name them."""
    sender_column: ClassVar[str] = ""
    """Where the organisation number of the letter's sender stands; empty: nowhere."""
    left_the_simulator = models.BooleanField(default=False)
    """True: a real mail server took it. False: it stays on the simulated phone."""

    class Meta:
        abstract = True


class OutboxMessage(OutgoingMessage):
    """A message that a role sent to somebody by e-mail or SMS."""

    key = models.CharField(max_length=100, unique=True)
    """Chosen by the role that sends: under each key one message is sent, at most once."""
    recipient = models.CharField(max_length=12)
    """Identity number of the person who gets it; the person's simulated phone shows it."""
    trace = models.CharField(max_length=32)
    label = models.CharField(max_length=100, blank=True)
    origin_columns = ("recipient", "trace", "label")

    class Meta:
        db_table = "carrier_carried"
        indexes = [
            models.Index(fields=["recipient", "-sent_at"]),
            models.Index(fields=["trace"]),
            models.Index(fields=["label"]),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
