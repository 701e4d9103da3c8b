"""The register's log, each entry chained to the one before it, and the counts of calls.

Source: founding document 1.3 and 9.1 (supervision); docs/supervision.md says what an entry holds and why.
"""

from django.db import models


class EntryFields(models.Model):
    """What an entry says, chained or not yet."""

    class Kind(models.TextChoices):
        CALL = "call"
        """A SOAP operation of the register was called."""
        CHANGE = "change"
        """Something in the register changed."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=6, choices=Kind)
    actor = models.CharField(max_length=64)
    """The organisation's number, or the name of a part of the simulator (infra.authorship.Origin)."""
    service = models.CharField(max_length=40, blank=True)
    """The service's path, of a call."""
    operation = models.CharField(max_length=64)
    subject = models.CharField(max_length=64, blank=True)
    """The first holder or organisation that it concerns, a person's number masked."""
    subject_key = models.BigIntegerField(null=True)
    """A keyed digest of that number, by which entries about it are found."""
    subjects = models.PositiveIntegerField(default=0)
    """How many it concerns."""
    other_keys = models.BinaryField()
    """The keys of the others, eight bytes each."""
    code = models.PositiveIntegerField(default=0)
    """0, or the code of the fault."""
    changed = models.TextField(blank=True)
    """What changed, as JSON: names, and values or pairs of value before and after."""
    trace = models.CharField(max_length=32)

    class Meta:
        abstract = True


class LogEntry(EntryFields):
    """An entry of the log. Its digest covers everything in it and the digest of the entry before it."""

    sequence = models.BigIntegerField(primary_key=True)
    """From 1, without gaps."""
    digest = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["actor", "sequence"], name="log_by_actor"),
            models.Index(fields=["operation", "sequence"], name="log_by_operation"),
            models.Index(fields=["subject_key", "sequence"], name="log_by_subject"),
            models.Index(fields=["at"], name="log_by_time"),
            models.Index(fields=["sequence"], condition=~models.Q(code=0), name="log_of_refusals"),
            models.Index(fields=["sequence"], condition=models.Q(kind="change"), name="log_of_changes"),
            models.Index(fields=["sequence"], condition=models.Q(subjects__gt=1), name="log_of_several"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.actor} {self.operation} {self.subject}"


class UnchainedEntry(EntryFields):
    """A change, written in the transaction that made it, until it gets its place in the chain moments later."""

    def __str__(self) -> str:
        return f"{self.actor} {self.operation} {self.subject}"


class LogHead(models.Model):
    """Where the chain ends, and where it begins since old entries were deleted. There is one row, with key 1."""

    sequence = models.BigIntegerField(default=0)
    digest = models.BinaryField()
    """Of the last entry."""
    base_sequence = models.BigIntegerField(default=0)
    base_digest = models.BinaryField()
    """Of the last entry that was deleted because of its age."""

    def __str__(self) -> str:
        return str(self.sequence)


class CallCount(models.Model):
    """How often an actor called an operation on a day (in Sweden), with which outcome."""

    day = models.DateField()
    actor = models.CharField(max_length=64)
    service = models.CharField(max_length=40)
    operation = models.CharField(max_length=64)
    code = models.PositiveIntegerField(default=0)
    """0, or the code of the fault."""
    calls = models.BigIntegerField(default=0)
    subjects = models.BigIntegerField(default=0)
    """Recipients in all of them together."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "actor", "service", "operation", "code"], name="calls_are_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.actor} {self.operation} {self.calls}"
