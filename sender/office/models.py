"""Addresses that may send, mails that have been taken, and the replies to them."""

from django.db import models

from formedlare.models import Distribution
from infra.database.columns.text_field import BilingualField
from infra.outbox.models import OutgoingMessage


class OfficeSender(models.Model):
    """An address that may send mail; the mail becomes messages of an organisation."""

    address = models.CharField(max_length=254, unique=True)
    """In lower case: an address, or a domain with a leading @ for every address in it."""
    identity = models.CharField(max_length=100)
    """The folder in var/pki/clients with the organisation's key, which signs and names the sender."""
    receipts = models.BooleanField(default=False)
    """Whether a receipt goes back when a letter has arrived."""

    class Meta:
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address


class OfficeMail(models.Model):
    """A mail that has been taken, once for each recipient."""

    address = models.CharField(max_length=254)
    """MAIL FROM: replies go there."""
    key = models.CharField(max_length=64)
    """The same for the same mail, however often it is handed over. See mime/letter.py."""
    recipient = models.CharField(max_length=12)
    addressed_to = models.CharField(max_length=254)
    """The recipient's address as the mail had it."""
    message_id = models.TextField(blank=True)
    subject = models.CharField(max_length=255)
    automatic = models.BooleanField()
    """A program wrote it: replies are stored here, and are not sent."""
    receipt = models.BooleanField()
    """Whether a receipt is wanted."""
    distribution = models.OneToOneField(Distribution, on_delete=models.CASCADE, related_name="office_mail")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "key", "recipient"], name="same_mail_taken_once")
        ]

    def __str__(self) -> str:
        return f"mail {self.pk} from {self.address}"


class OfficeReply(OutgoingMessage):
    """A bounce or a receipt. infra/outbox/states.py has its states and their order."""

    class Kind(models.TextChoices):
        BOUNCE = "bounce", "Studs"
        RECEIPT = "receipt", "Kvitto"

    mail = models.OneToOneField(OfficeMail, on_delete=models.CASCADE, related_name="reply")
    kind = models.CharField(max_length=7, choices=Kind)
    printed = models.BooleanField(default=False)
    """Of a receipt: the letter went on paper."""
    reason = BilingualField()
    """Of a bounce: why, a line for each channel that was tried."""
    created_at = models.DateTimeField()
    origin_columns = ("mail__recipient", "mail__distribution__trace", "mail__distribution__label")
    sender_column = "mail__distribution__sender"

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return f"{self.kind} for mail {self.mail_id}"
