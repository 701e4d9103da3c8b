"""The tables of the test runs."""

import uuid
from typing import Self

from django.db import models

from infra.hooks.runs import ItemKind
from infra.trace import MAX_LABEL


class Run(models.Model):
    """A test run. Its label marks what belongs to it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    label = models.CharField(max_length=MAX_LABEL, unique=True)
    name = models.CharField(max_length=MAX_LABEL)
    quota = models.PositiveIntegerField()
    """How much it may have: of things that it owns, of letters, and of exchanges."""
    letters = models.PositiveIntegerField(default=0)
    """At the relay and in mailboxes, as counted last."""
    exchanges = models.PositiveIntegerField(default=0)
    """In the journal, as counted last."""
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    """When it is removed, by the clock of the machine, which testers do not move."""
    version = models.PositiveIntegerField(default=0)
    """Grows by one with each thing that it comes to own."""

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return self.label


class RunItemQuerySet(models.QuerySet["RunItem"]):
    """Things of runs."""

    def made(self) -> Self:
        """The items that a run made."""
        return self.filter(before__isnull=True)

    def changed(self) -> Self:
        """The items that existed before a run changed them."""
        return self.filter(before__isnull=False)


class RunItem(models.Model):
    """One thing that a run owns, or has changed."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="items", db_index=False)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ItemKind])
    key = models.CharField(max_length=255)
    before = models.JSONField(null=True, blank=True)
    """The rows that the thing had before the run changed it, by table. Null: the run made it."""

    objects = models.Manager.from_queryset(RunItemQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "kind", "key"], name="run_owns_a_thing_once")]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return f"{self.kind} of {self.run_id}"


class RemovedRun(models.Model):
    """A run that is gone, while letters with its label may still arrive from processes that had them in hand."""

    label = models.CharField(max_length=MAX_LABEL)
    removed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["removed_at"])]

    def __str__(self) -> str:
        return self.label
