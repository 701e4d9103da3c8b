"""Operators, their mailboxes, and the folders and steps of filing in them."""

import secrets

from django.db import models
from django.db.models import Q


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
    folder = models.ForeignKey(Folder, on_delete=models.SET_NULL, null=True, related_name="+")
    """Where the messages were filed."""
    count = models.PositiveIntegerField(default=0)
    """The number of messages that it changed."""
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"
