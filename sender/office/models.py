"""Who may send, which mails have been taken, and what goes back."""

from django.db import models

from formedlare.models import Distribution
from infra.outbox.models import OutgoingMessage


class OfficeSender(models.Model):
    """An address whose mail becomes messages of an organisation."""

    address = models.CharField(max_length=254, unique=True)
    """In lower case: an address, or a domain with a leading @ for every address in it."""
    identity = models.CharField(max_length=100)
    """The folder in var/pki/clients with the organisation's key: it signs, and says who the sender is."""
    receipts = models.BooleanField(default=False)
    """Whether a receipt goes back when a letter has arrived."""

    class Meta:
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address


class OfficeMail(models.Model):
    """A mail that has been taken, once for each recipient."""

    address = models.CharField(max_length=254)
    """Who sent it (MAIL FROM): what goes back goes there."""
    key = models.CharField(max_length=64)
    """Recognises the same mail, handed over again. See mime/letter.py."""
    recipient = models.CharField(max_length=12)
    addressed_to = models.CharField(max_length=254)
    """The recipient as the mail had it."""
    message_id = models.TextField(blank=True)
    subject = models.CharField(max_length=255)
    automatic = models.BooleanField()
    """A program wrote it: what goes back is kept here, and does not leave."""
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
    """A bounce or a receipt. infra/outbox/states.py has its states and which may follow which."""

    class Kind(models.TextChoices):
        BOUNCE = "bounce", "Studs"
        RECEIPT = "receipt", "Kvitto"

    mail = models.OneToOneField(OfficeMail, on_delete=models.CASCADE, related_name="reply")
    kind = models.CharField(max_length=7, choices=Kind)
    printed = models.BooleanField(default=False)
    """Of a receipt: the letter went on paper."""
    reason = models.TextField(blank=True)
    """Of a bounce: why, in Swedish and English."""
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return f"{self.kind} for mail {self.mail_id}"
