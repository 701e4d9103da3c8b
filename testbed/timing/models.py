"""The table of timing modes."""

from django.db import models


class TimingMode(models.Model):
    """The timing mode of a lane, for one test run or for all letters."""

    class Mode(models.TextChoices):
        FAST = "fast", "Genast"
        REALISTIC = "realistic", "Som i verkligheten"
        MANUAL = "manual", "För hand"

    lane = models.CharField(max_length=255, blank=True)
    """An operator's domain, or another lane of the relay; empty: every lane."""
    label = models.CharField(max_length=100, blank=True)
    """Label of the letters that it concerns; empty: all without a mode of their own."""
    mode = models.CharField(max_length=9, choices=Mode)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lane", "label"], name="one_mode_for_a_lane_of_a_run")]

    def __str__(self) -> str:
        return f"{self.lane or '*'} {self.label or '*'}: {self.mode}"
