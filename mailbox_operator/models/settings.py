"""The senders that a holder has seen, the codes that wait to be confirmed, and the log of a mailbox."""

from django.db import models

from infra.outbox.models import OutgoingMessage
from mailbox_operator.models.mailboxes import Mailbox
from mailbox_operator.models.messages import Message


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
    """A person's action in a mailbox, for its owner to see."""

    class Event(models.TextChoices):
        """Grouped by what is done; the words for people stand in mailbox_ui."""

        LOGGED_IN = "logged-in"
        LOOKED = "looked"
        REFUSED = "refused"
        """Somebody who may not, or may no longer, tried to open it."""
        CHANGE_REFUSED = "change-refused"
        """Somebody who may open it tried to do there what the right does not reach to."""
        READ = "read"
        SAVED_FILE = "saved-file"
        MARKED_READ = "marked-read"
        MARKED_UNREAD = "marked-unread"
        ARCHIVED = "archived"
        MOVED = "moved"
        UNDONE = "undone"
        """An action with letters was undone."""
        FOLDER_CREATED = "folder-created"
        FOLDER_RENAMED = "folder-renamed"
        FOLDER_REMOVED = "folder-removed"
        FOLDERS_CHANGED = "folders-changed"
        """Any of the three, noted before they were told apart."""
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
    """Identity number of the person that did it."""
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
