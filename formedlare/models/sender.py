"""What a sender has decided: which channel in which order, how long to try, and its address register."""

from django.db import models


class SenderPlan(models.Model):
    """How long and how often deliveries of a sender are tried. No row: the defaults."""

    sender = models.CharField(max_length=12)
    label = models.CharField(max_length=100, blank=True, default="")
    """Of the test run that set it, for its letters alone; empty: for all others."""
    deadline_minutes = models.PositiveIntegerField(default=24 * 60)
    """From when the delivery was received until Mina meddelanden is given up for it."""
    first_pause_seconds = models.PositiveIntegerField(default=2)
    longest_pause_seconds = models.PositiveIntegerField(default=300)
    """Pauses double from the first to the longest."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "label"], name="one_plan_of_a_sender"),
            models.CheckConstraint(
                condition=models.Q(first_pause_seconds__gte=1)
                & models.Q(longest_pause_seconds__gte=models.F("first_pause_seconds")),
                name="pauses_grow",
            ),
            models.CheckConstraint(condition=models.Q(deadline_minutes__gte=1), name="deadline_is_ahead"),
        ]

    def __str__(self) -> str:
        return self.sender


class ChannelRule(models.Model):
    """One rule of the channel switch: when the conditions hold, these channels in this order."""

    sender = models.CharField(max_length=12, blank=True)
    """Organisation number; empty: everybody's, asked where none of the sender's own holds."""
    label = models.CharField(max_length=100, blank=True, default="")
    """Of the test run that set it, for its letters alone; empty: for all others."""
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    conditions = models.JSONField(default=dict, blank=True)
    """As switch.Conditions reads them; empty: always."""
    channels = models.JSONField()
    """List of channels, the first to be tried first."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "label", "position"], name="rule_has_its_place")]
        ordering = ["sender", "label", "position"]

    def __str__(self) -> str:
        return self.name


class ContactAddress(models.Model):
    """A line of a sender's own address register: where else the recipient can be reached."""

    sender = models.CharField(max_length=12)
    recipient = models.CharField(max_length=12)
    label = models.CharField(max_length=100, blank=True, default="")
    """Of the test run that set it, for its letters alone; empty: for all others."""
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=20, blank=True)
    confirmed_on = models.DateField()
    """When the recipient last confirmed it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "recipient", "label"], name="one_line_in_the_address_register"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sender}: {self.recipient[:8]}****"
