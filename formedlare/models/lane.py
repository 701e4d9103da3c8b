"""A lane: the queue to one operator or channel, with its circuit breaker."""

from django.db import models

from infra.database.columns.text_field import BilingualField


class Lane(models.Model):
    """The state of the queue to one operator or channel. lanes/breaker.py has the rules."""

    class Breaker(models.TextChoices):
        CLOSED = "closed", "Sluten"
        OPEN = "open", "Öppen"
        HALF_OPEN = "half_open", "Halvöppen"

    name = models.CharField(max_length=255, primary_key=True)
    """An operator's internet domain; or lookup, email, sms, print."""
    concurrency = models.PositiveSmallIntegerField(default=4)
    """How many workers may work in it at once."""
    breaker = models.CharField(max_length=9, choices=Breaker, default=Breaker.CLOSED)
    failures = models.PositiveIntegerField(default=0)
    """Failures in a row, without an answer in between."""
    opened = models.PositiveIntegerField(default=0)
    """How many times in a row the breaker has opened: each time it stays open for longer."""
    retry_at = models.DateTimeField(null=True, blank=True)
    """When an open breaker lets one leg through to try."""
    average_ms = models.PositiveIntegerField(default=0)
    """Moving average of how long answers take."""
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_problem = BilingualField()

    def __str__(self) -> str:
        return f"{self.name} ({self.breaker})"
