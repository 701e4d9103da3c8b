"""What the simulated e-legitimation keeps: who has one, and the log-ins under way."""

import uuid

from django.db import models


class EidHolder(models.Model):
    """A test person with a simulated e-legitimation."""

    number = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=256)
    note = models.CharField(max_length=200, blank=True)
    """What the person is for, in a few words; shown where a person is picked."""
    position = models.PositiveIntegerField(default=0)
    """Order in the list of persons to pick."""

    class Meta:
        ordering = ["position", "number"]

    def __str__(self) -> str:
        return f"{self.number[:8]}****"


class LoginOrder(models.Model):
    """One log-in by e-legitimation: begun in a browser, approved or refused on the "phone"."""

    class State(models.TextChoices):
        PENDING = "pending"
        APPROVED = "approved"
        REFUSED = "refused"
        USED = "used"

    reference = models.UUIDField(primary_key=True, default=uuid.uuid4)
    phone_token = models.UUIDField(default=uuid.uuid4, unique=True)
    """What the QR code carries: opens the order on the phone, never in the browser that began it."""
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    holder = models.ForeignKey(EidHolder, null=True, blank=True, on_delete=models.CASCADE)
    next_path = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"
