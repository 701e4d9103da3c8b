"""Deliveries, their messages and files, and the announcements of them."""

import uuid
from typing import Final

from django.db import models
from django.db.models import Q

from infra.database.columns.value_list import TextListField
from infra.outbox.models import OutgoingMessage
from mailbox_operator.models.mailboxes import FilingStep, Folder, Mailbox, Operator

SEARCH_VERSION: Final = 2
"""Of the rules by which the search reads words. A larger one makes `unindexed_messages` another index, by a
migration, and then each letter that was read by older rules is read again."""


class Delivery(models.Model):
    """A delivery as it was received and verified: the evidence for its messages."""

    class Kind(models.TextChoices):
        SECURE = "secure", "Säkert meddelande"
        NOTIFICATION = "notification", "Notifiering"

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SECURE)
    """A notification (protection class 1) is for many recipients, and nobody signs it."""
    trans_id = models.UUIDField(default=uuid.uuid4, unique=True)
    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    signed_digest = models.CharField(max_length=64)
    """SHA-256, in hex, that recognises the identical delivery. See reception.py and notification.py."""
    recipient = models.CharField(max_length=12, blank=True)
    """Empty for a notification, which has many recipients: see the mailboxes of its messages."""
    sender = models.CharField(max_length=12)
    sender_name = models.CharField(max_length=256)
    sender_certificate = models.TextField(blank=True)
    """Subject of the certificate that the sender signed with (RFC 4514)."""
    dispatcher = models.CharField(max_length=12)
    dispatcher_name = models.CharField(max_length=256)
    dispatcher_certificate = models.TextField(blank=True)
    reference = models.TextField(blank=True)
    correlation_id = models.TextField(blank=True)
    sealed_on = models.CharField(max_length=40, blank=True)
    """The seal's ReceivedTime as written, with its time zone if it has one."""
    signature_forms = models.CharField(max_length=60, blank=True)
    warnings = TextListField()
    """What the sender should be told about the delivery, which was accepted."""
    received_at = models.DateTimeField()
    sealed_xml = models.BinaryField()
    """The delivery with its signatures; of a notification, which has none, its element. See original_xml.py."""
    gaps = models.JSONField(default=list)
    """Where in it the base64 of the attachments was cut out. Empty: it is as it was received."""
    trace = models.CharField(max_length=32)
    label = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["operator", "signed_digest"], name="signed_delivery_kept_once"),
            models.CheckConstraint(
                condition=Q(kind="secure")
                | Q(sender_certificate="", dispatcher_certificate="", sealed_on="", signature_forms=""),
                name="notification_claims_no_signature",
            ),
        ]
        indexes = [models.Index(fields=["trace"]), models.Index(fields=["label"])]

    def __str__(self) -> str:
        return str(self.trans_id)


class Message(models.Model):
    """One message in a mailbox."""

    class State(models.TextChoices):
        """Where in the mailbox it lies: filing.py has the rules."""

        INBOX = "inbox", "Inkorg"
        ARCHIVE = "archive", "Arkiv"
        FOLDER = "folder", "Mapp"
        BIN = "bin", "Papperskorg"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    """The id in addresses. It reveals nothing and cannot be guessed."""
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="messages", db_index=False)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="messages", db_index=False)
    position = models.PositiveIntegerField()
    sender_message_id = models.TextField()
    """The header's Id: the sender's own, not guaranteed to be unique."""
    sender_name = models.CharField(max_length=256)
    subject = models.CharField(max_length=255)
    language = models.CharField(max_length=40)
    body_type = models.CharField(max_length=100)
    """text/plain or text/html."""
    body = models.TextField()
    shown_html = models.TextField(blank=True)
    """The body as the mailbox shows it, if it is HTML: sanitised when it arrived."""
    shown_by_rules = models.PositiveSmallIntegerField(default=0)
    """The version of the rules that sanitised it; 0: it has not been."""
    support_text = models.TextField(blank=True)
    support_url = models.CharField(max_length=255, blank=True)
    support_phone = models.CharField(max_length=255, blank=True)
    support_email = models.CharField(max_length=256, blank=True)
    attachment_count = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    """The last day to act, if the sender gave it as a fact: see due_dates.py."""
    state = models.CharField(max_length=7, choices=State, default=State.INBOX.value)
    folder = models.ForeignKey(
        Folder, on_delete=models.RESTRICT, null=True, related_name="messages", db_index=False
    )
    moved_at = models.DateTimeField(null=True)
    previous_state = models.CharField(max_length=7, choices=State, blank=True)
    """Where it lay before it was moved last, and where it returns to from the bin. Empty: it was never moved."""
    previous_folder = models.ForeignKey(
        Folder, on_delete=models.RESTRICT, null=True, related_name="+", db_index=False
    )
    last_step = models.ForeignKey(
        FilingStep, on_delete=models.SET_NULL, null=True, related_name="messages", db_index=False
    )
    """Only the last thing that was done with a message can be undone."""
    search_version = models.PositiveSmallIntegerField(default=0)
    """The SEARCH_VERSION by which its words are in the index; 0: they are not."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "position"], name="message_has_its_place"),
            models.CheckConstraint(
                condition=Q(state="folder", folder__isnull=False) | (~Q(state="folder") & Q(folder__isnull=True)),
                name="only_filed_messages_have_a_folder",
            ),
        ]
        indexes = [
            models.Index(fields=["mailbox", "state", "-received_at", "-id"]),
            models.Index(
                fields=["mailbox", "state", "folder"], condition=Q(read_at__isnull=True), name="unread_messages"
            ),
            models.Index(
                fields=["folder", "-received_at", "-id"], condition=Q(folder__isnull=False), name="filed_messages"
            ),
            models.Index(
                fields=["previous_folder"], condition=Q(previous_folder__isnull=False), name="messages_taken_from"
            ),
            models.Index(fields=["moved_at"], condition=Q(state="bin"), name="binned_messages"),
            models.Index(
                fields=["last_step"], condition=Q(last_step__isnull=False), name="messages_of_filing_steps"
            ),
            models.Index(fields=["id"], condition=Q(search_version__lt=SEARCH_VERSION), name="unindexed_messages"),
        ]
        ordering = ["-received_at", "-id"]

    def __str__(self) -> str:
        return str(self.public_id)


class Attachment(models.Model):
    """A file that came with a message, exactly the bytes that were signed."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments", db_index=False)
    position = models.PositiveIntegerField()
    filename = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    """Bytes."""
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "position"], name="attachment_has_its_place")]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.filename


class FileText(models.Model):
    """The words of an attachment, for the search, or why they cannot be read."""

    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, primary_key=True, related_name="words")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="+", db_index=False)
    text = models.TextField(blank=True)
    problem = models.CharField(max_length=20, blank=True)
    """A value of infra.pdf.problems.PdfProblem; empty: it was read."""

    class Meta:
        indexes = [
            models.Index(fields=["mailbox"], condition=~Q(problem=""), name="files_that_cannot_be_searched")
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.problem}"


class Announcement(OutgoingMessage):
    """The announcement of a message, or in protection class 1 the message itself: one per channel at most."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="announcements", db_index=False)
    origin_columns = ("message__mailbox__holder", "message__delivery__trace", "message__delivery__label")
    sender_column = "message__delivery__sender"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="announced_once_per_channel")]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
