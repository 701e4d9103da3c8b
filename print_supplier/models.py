"""The tables of the print supplier: letters in the print queue, and the runs in which they were printed."""

from django.db import models

from formedlare.models import Leg


class PrintRun(models.Model):
    """Letters that were printed together."""

    number = models.PositiveIntegerField(unique=True)
    """From 1, without gaps."""
    printed_at = models.DateTimeField()
    letters = models.PositiveIntegerField()
    sheets = models.PositiveIntegerField()
    cost_ore = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["printed_at"])]

    def __str__(self) -> str:
        return f"print run {self.number}: {self.letters} letters"


class PrintLetter(models.Model):
    """A letter as it goes into the envelope, with what it weighs and costs. Without a run: in the queue."""

    leg = models.OneToOneField(Leg, on_delete=models.CASCADE, primary_key=True, related_name="print_letter")
    run = models.ForeignKey(
        PrintRun, on_delete=models.PROTECT, null=True, blank=True, related_name="print_letters"
    )
    queued_at = models.DateTimeField()
    address = models.JSONField()
    """The lines as they stand in the window."""
    pages = models.PositiveIntegerField()
    sheets = models.PositiveIntegerField()
    envelope = models.CharField(max_length=20)
    weight_grams = models.PositiveIntegerField()
    postage_ore = models.PositiveIntegerField()
    envelope_ore = models.PositiveIntegerField()
    sheets_ore = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["run", "leg"])]

    def __str__(self) -> str:
        return f"letter of leg {self.leg_id}: {self.sheets} sheets"

    @property
    def cost_ore(self) -> int:
        """Postage, envelope and printed sheets."""
        return self.postage_ore + self.envelope_ore + self.sheets_ore


class LetterPdf(models.Model):
    """The pages of a letter. They are deleted some time after it was printed; its facts and cost stay."""

    letter = models.OneToOneField(PrintLetter, on_delete=models.CASCADE, primary_key=True, related_name="file")
    pdf = models.BinaryField()

    def __str__(self) -> str:
        return f"pages of the letter of leg {self.letter_id}"
