"""Texts on their way by e-mail or SMS, and what the carrier keeps of those that a role handed to it."""

from django.db import models


class Outgoing(models.Model):
    """A text by e-mail or SMS, due or gone. outgoing.py has the states and which may follow which."""

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
    """Whom it is from, where that is not the role that sends it."""
    sender_address = models.CharField(max_length=256, blank=True)
    """Of an e-mail: where an answer to it would go."""
    subject = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=7, choices=State, default=State.DUE)
    due_at = models.DateTimeField()
    """When the next attempt may be made; while it is being sent, when its sender is given up."""
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    left_the_simulator = models.BooleanField(default=False)
    """True: a real mail server took it. False: it stays on the simulated phone."""

    class Meta:
        abstract = True


class Carried(Outgoing):
    """A message that a role sent to somebody by e-mail or SMS."""

    key = models.CharField(max_length=100, unique=True)
    """The sending role's own: under each key something is sent once at most."""
    recipient = models.CharField(max_length=12)
    """Identity number: on whose simulated phone it shows."""
    trace = models.CharField(max_length=32)
    label = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "-sent_at"]),
            models.Index(fields=["trace"]),
            models.Index(fields=["label"]),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
