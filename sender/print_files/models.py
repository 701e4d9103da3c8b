"""Print files and their lines. The files themselves lie in settings.DATA_DIR/batch."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models

from formedlare.models import Leg
from formedlare.models.channel import Channel
from infra.database.columns.text_field import BilingualField
from infra.database.columns.value_list import TextListField
from infra.work.leases import Leased


class BatchFile(Leased):
    """A print file of a sender, which one worker at a time reads. states.py says which states may follow which."""

    class State(models.TextChoices):
        UPLOADING = "uploading", "Laddas upp"
        RECEIVED = "received", "Mottagen"
        READING = "reading", "Läses"
        RUNNING = "running", "Körs"
        DONE = "done", "Klar"
        REFUSED = "refused", "Avvisad"

    file_id = models.UUIDField(default=uuid.uuid4, unique=True)
    sender = models.CharField(max_length=12)
    signer = models.CharField(max_length=100)
    """The certificate folder with the key that signs for the sender."""
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    """In hex, of the whole file: the same file of the same sender is kept once."""
    size = models.PositiveBigIntegerField()
    """Bytes."""
    state = models.CharField(max_length=9, choices=State, default=State.UPLOADING)
    reason = BilingualField()
    """Why the file was refused as a whole, or what it waits for."""
    remarks = TextListField()
    """Notes to the owner about things that stop nothing."""
    lines = models.PositiveIntegerField(default=0)
    """Letters in the index, so far as it has been read."""
    source = models.CharField(max_length=1000, blank=True)
    """Where it lies in the watched folder; empty when it came another way, or has been moved away."""
    label = models.CharField(max_length=100, blank=True)
    trace = models.CharField(max_length=32)
    """Of the upload; each letter has a trace of its own."""
    created_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "sha256"], name="same_file_kept_once")]
        indexes = [models.Index(fields=["state"]), models.Index(fields=["sender", "-id"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    @property
    def folder(self) -> Path:
        """Where everything of this file lies."""
        folder: Path = settings.DATA_DIR / "batch" / str(self.file_id)
        return folder

    @property
    def archive(self) -> Path:
        """The ZIP, complete."""
        return self.folder / "file.zip"

    @property
    def part(self) -> Path:
        """The ZIP while it is being uploaded."""
        return self.folder / "file.zip.part"

    @property
    def directory(self) -> Path:
        """What zip_directory.py found in the ZIP."""
        return self.folder / "directory.sqlite3"

    @property
    def result_csv(self) -> Path:
        return self.folder / "result.csv"

    @property
    def result_jsonl(self) -> Path:
        return self.folder / "result.jsonl"


class BatchLine(Leased):
    """One letter of a print file, which one worker at a time hands over."""

    class State(models.TextChoices):
        WAITING = "waiting", "Väntar"
        HANDED_OVER = "handed_over", "Lämnad"
        DELIVERED = "delivered", "Levererad"
        PRINTED = "printed", "Utskriven"
        FAILED = "failed", "Misslyckad"
        REFUSED = "refused", "Avvisad"

    file = models.ForeignKey(BatchFile, on_delete=models.CASCADE, related_name="letters")
    number = models.PositiveIntegerField()
    """1 for the first letter of the index."""
    identity = models.CharField(max_length=40, blank=True)
    """As it is written in the index."""
    recipient = models.CharField(max_length=12, blank=True)
    """Twelve digits; empty when the number was not understood."""
    pdf = models.CharField(max_length=255, blank=True)
    subject = models.CharField(max_length=255, blank=True)
    body = models.TextField(blank=True)
    reference = models.CharField(max_length=100, blank=True)
    correlation_id = models.CharField(max_length=100, blank=True)
    protection_class = models.PositiveSmallIntegerField(default=2)
    state = models.CharField(max_length=11, choices=State, default=State.WAITING)
    channel = models.CharField(max_length=20, choices=Channel, blank=True)
    reason = BilingualField()
    """Why it was refused, took another channel or failed."""
    leg = models.OneToOneField(Leg, on_delete=models.SET_NULL, null=True, blank=True, related_name="batch_line")
    trans_id = models.CharField(max_length=100, blank=True)
    """The mailbox operator's."""
    at = models.DateTimeField()
    """When it came into its state."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="line_stands_once")]
        indexes = [
            models.Index(fields=["file", "state", "number"]),
            models.Index(fields=["file", "state", "channel"]),
            models.Index(
                fields=["file", "claimed_until"],
                condition=models.Q(claimed_until__isnull=False),
                name="claimed_batch_lines",
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.number}: {self.state}"


OPEN = (BatchLine.State.WAITING, BatchLine.State.HANDED_OVER)
"""The states of a line that others follow on."""
