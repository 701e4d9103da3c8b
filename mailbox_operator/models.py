"""The tables of the mailbox operators: mailboxes, deliveries, messages, attachments and announcements."""

import secrets
import uuid

from django.db import models
from django.db.models import Q

from infra.database.value_list import TextListField
from infra.outbox.models import OutgoingMessage
from mailbox_operator.answers.models import Answer as Answer
from mailbox_operator.answers.models import AnswerRequest as AnswerRequest
from mailbox_operator.forwarding_models import ForwardedEmail as ForwardedEmail
from mailbox_operator.forwarding_models import Forwarding as Forwarding
from mailbox_operator.forwarding_models import HandedOnLetter as HandedOnLetter
from mailbox_operator.matters.models import MatterEvent as MatterEvent


def new_key() -> str:
    """Twelve hexadecimal digits."""
    return secrets.token_hex(6)


class Operator(models.Model):
    """A mailbox operator that this installation plays. Its name is its internet domain."""

    name = models.CharField(max_length=255, unique=True)
    display_name = models.CharField(max_length=100)
    organisation = models.CharField(max_length=12)
    public_senders_only = models.BooleanField(default=True)
    is_own_reception = models.BooleanField(default=False)
    """An organisation's own: it takes the letters to that organisation, and nobody else chooses it."""

    def __str__(self) -> str:
        return self.name


class Language(models.TextChoices):
    """The languages of pages and announcements."""

    SWEDISH = "sv", "Svenska"
    ENGLISH = "en", "English"


class Mailbox(models.Model):
    """A holder's mailbox at one operator, and how the holder is told of new messages."""

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="mailboxes", db_index=False)
    holder = models.CharField(max_length=12)
    holder_name = models.CharField(max_length=256)
    key = models.CharField(max_length=12, default=new_key, unique=True)
    """Names the mailbox in addresses of other people who may open it. It reveals nothing and cannot be guessed."""
    opened_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    """When the holder last had it open, to the hour; null: never."""
    closed_at = models.DateTimeField(null=True, blank=True)
    """When FaR said that the account was removed here. The mail stays."""
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=20, blank=True)
    announce_by_email = models.BooleanField(default=False)
    announce_by_sms = models.BooleanField(default=False)
    changes = models.PositiveBigIntegerField(default=0)
    """Grows when somebody files, reads or marks a message. An open page learns by it that it is out of date."""
    forwards_whole_class_1 = models.BooleanField(default=True)
    """True: a message of protection class 1 is itself sent in these channels. False: it is announced as others."""
    language = models.CharField(max_length=2, choices=Language, default=Language.SWEDISH)
    """Of announcements, and of the pages after log-in."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["operator", "holder"], name="one_mailbox_per_holder"),
            models.CheckConstraint(
                condition=Q(announce_by_email=False) | ~Q(email=""), name="email_announcement_has_an_address"
            ),
            models.CheckConstraint(
                condition=Q(announce_by_sms=False) | ~Q(mobile=""), name="sms_announcement_has_a_number"
            ),
        ]
        indexes = [models.Index(fields=["holder"])]

    def __str__(self) -> str:
        return f"{self.holder[:8]}**** @ {self.operator_id}"


class Folder(models.Model):
    """A folder that a person has made in a mailbox. Folders lie on one level."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="folders", db_index=False)
    key = models.CharField(max_length=12, default=new_key, unique=True)
    """Names the folder in addresses."""
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "name"], name="folder_names_differ")]

    def __str__(self) -> str:
        return self.name


class FilingStep(models.Model):
    """Something that a person did with one or many messages of a mailbox, which can be undone."""

    class Kind(models.TextChoices):
        ARCHIVED = "archived", "Arkiverade"
        FILED = "filed", "Lades i en mapp"
        THROWN_AWAY = "thrown_away", "Slängdes"
        RETURNED = "returned", "Lades i inkorgen"
        RESTORED = "restored", "Togs ur papperskorgen"
        MARKED_READ = "marked_read", "Markerades som lästa"
        MARKED_UNREAD = "marked_unread", "Markerades som olästa"

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="filing_steps")
    key = models.CharField(max_length=12, default=new_key, unique=True)
    kind = models.CharField(max_length=13, choices=Kind)
    folder = models.ForeignKey(Folder, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    """Where the messages were filed."""
    count = models.PositiveIntegerField(default=0)
    """The number of messages that it changed."""
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"


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
    """The delivery as received, with its signatures; of a notification, which has none, its element."""
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
    """The version of the search's rules by which its words are in the index; 0: they are not."""

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
            models.Index(fields=["moved_at"], condition=Q(state="bin"), name="binned_messages"),
            models.Index(
                fields=["last_step"], condition=Q(last_step__isnull=False), name="messages_of_filing_steps"
            ),
            models.Index(fields=["id"], condition=Q(search_version=0), name="unindexed_messages"),
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
    """A value of infra.pdf.problems.Problem; empty: it was read."""

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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="announced_once_per_channel")]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class SeenSenders(models.Model):
    """The senders that the list had when the holder last looked: later ones are new."""

    mailbox = models.OneToOneField(
        Mailbox, on_delete=models.CASCADE, primary_key=True, related_name="seen_senders"
    )
    numbers = models.JSONField(default=list)
    """Organisation numbers."""

    def __str__(self) -> str:
        return f"senders seen by {self.mailbox_id}"


class ContactCode(models.Model):
    """A code that was sent to an e-mail address or mobile number, to see that its owner reads it there."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="codes", db_index=False)
    channel = models.CharField(max_length=5, choices=OutgoingMessage.Channel)
    address = models.CharField(max_length=254)
    code = models.CharField(max_length=6)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["mailbox", "channel", "-sent_at"])]

    def __str__(self) -> str:
        return f"code for the {self.channel} of {self.mailbox_id}"


class MailboxLogEntry(models.Model):
    """What a person did with a mailbox, for its owner to see."""

    class Event(models.TextChoices):
        """Grouped by what is done; the words for people stand in mailbox_ui."""

        LOGGED_IN = "logged-in"
        LOOKED = "looked"
        REFUSED = "refused"
        """Somebody who may not, or may no longer, tried to open it."""
        READ = "read"
        SAVED_FILE = "saved-file"
        MARKED_READ = "marked-read"
        MARKED_UNREAD = "marked-unread"
        ARCHIVED = "archived"
        MOVED = "moved"
        FOLDERS_CHANGED = "folders-changed"
        THROWN_AWAY = "thrown-away"
        RESTORED = "restored"
        DELETED = "deleted"
        FORWARDED = "forwarded"
        """By e-mail, out of the safe place."""
        HANDED_ON = "handed-on"
        """To another mailbox."""
        ANSWERED = "answered"
        EXPORTED = "exported"
        ANNOUNCEMENTS_CHANGED = "announcements-changed"
        CONTACT_CONFIRMED = "contact-confirmed"
        CONTACT_REMOVED = "contact-removed"
        LANGUAGE_CHANGED = "language-changed"
        SENDER_ACCEPTED = "sender-accepted"
        SENDER_REFUSED = "sender-refused"
        CONSENT_GIVEN = "consent-given"
        CONSENT_ACCEPTED = "consent-accepted"
        CONSENT_DECLINED = "consent-declined"
        CONSENT_ENDED = "consent-ended"
        OPENED = "opened"
        SWITCHED = "switched"
        CLOSED = "closed"

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="log", db_index=False)
    event = models.CharField(max_length=24, choices=Event)
    by = models.CharField(max_length=12)
    """Identity number of who did it."""
    by_name = models.CharField(max_length=256, blank=True)
    about = models.CharField(max_length=256, blank=True)
    """A name that tells what it was done with: a subject, a file, an address, a sender or a person."""
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["mailbox", "-id"]),
            models.Index(fields=["mailbox", "by", "event", "at"]),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.event} in {self.mailbox_id}"
