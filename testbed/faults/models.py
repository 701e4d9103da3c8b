"""The table of rules."""

import uuid

from django.db import models

from infra.hooks.disruptions import DisruptionPlace


class FaultRule(models.Model):
    """A rule of a tester: where it applies, when, and what goes wrong then. What is empty does not matter."""

    PLACES = [(place.value, place.value) for place in DisruptionPlace]

    rule_id = models.UUIDField(default=uuid.uuid4, unique=True)
    """The id in addresses."""
    created_at = models.DateTimeField()
    label = models.CharField(max_length=100, blank=True)
    """Label of the letters that it touches; empty: all."""
    place = models.CharField(max_length=20, choices=PLACES)
    who = models.CharField(max_length=255, blank=True)
    operation = models.CharField(max_length=100, blank=True)
    sender = models.CharField(max_length=12, blank=True)
    recipient = models.CharField(max_length=12, blank=True)
    skip = models.PositiveIntegerField(default=0)
    """How many are let through first."""
    quota_per_second = models.PositiveIntegerField(null=True, blank=True)
    """So many in each second are let through."""
    opens = models.TimeField(null=True, blank=True)
    """Those from this time of day, in Sweden, to the next one are let through."""
    closes = models.TimeField(null=True, blank=True)
    steps = models.JSONField()
    """What goes wrong, step by step: see steps.py."""
    seen = models.PositiveIntegerField(default=0)
    """How many it has applied to, those that it let through included."""
    hits = models.PositiveIntegerField(default=0)
    """How many went wrong."""
    quota_second = models.PositiveBigIntegerField(default=0)
    """The second that `quota_used` counts."""
    quota_used = models.PositiveIntegerField(default=0)
    is_spent = models.BooleanField(default=False)
    """Nothing goes wrong by it any more."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__isnull=True, closes__isnull=True)
                | models.Q(opens__isnull=False, closes__isnull=False),
                name="opening_hours_have_both_ends",
            )
        ]
        indexes = [models.Index(fields=["label"])]

    def __str__(self) -> str:
        return f"{self.place} {self.rule_id}"
