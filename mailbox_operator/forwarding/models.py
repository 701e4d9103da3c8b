"""The tables of letters that were sent on: by e-mail, out of the safe place, and to other mailboxes."""

import uuid

from django.db import models

from infra.outbox.models import OutgoingMessage


class ForwardedEmail(OutgoingMessage):
    """A letter that somebody sent on by e-mail, with the files that were chosen."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    """Made when the form was shown: the same form that is sent twice sends one e-mail."""
    message = models.ForeignKey(
        "mailbox_operator.Message", on_delete=models.CASCADE, related_name="forwarded_emails"
    )
    attachments = models.ManyToManyField("mailbox_operator.Attachment", related_name="+")
    by = models.CharField(max_length=12)
    """Identity number of the person that sent it on."""
    by_name = models.CharField(max_length=256)
    at = models.DateTimeField()
    origin_columns = ("message__mailbox__holder", "message__delivery__trace", "message__delivery__label")
    sender_column = "message__delivery__sender"

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"])]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"


class HandedOnLetter(models.Model):
    """A letter that was delivered to somebody else's mailbox, signatures and all."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    message = models.ForeignKey("mailbox_operator.Message", on_delete=models.CASCADE, related_name="handed_on")
    recipient = models.CharField(max_length=12)
    supplier = models.CharField(max_length=255)
    """The internet domain of the operator that took it."""
    note = models.TextField(blank=True)
    trans_id = models.CharField(max_length=64)
    by = models.CharField(max_length=12)
    by_name = models.CharField(max_length=256)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.trans_id


class Forwarding(models.Model):
    """The person who forwarded a delivery to a holder here, and the person's words."""

    delivery = models.OneToOneField(
        "mailbox_operator.Delivery", on_delete=models.CASCADE, related_name="forwarding", primary_key=True
    )
    holder = models.CharField(max_length=12)
    """The recipient of the sender's letter, as the sender signed it."""
    holder_name = models.CharField(max_length=256)
    """As the operator that forwarded it calls the holder."""
    operator_organisation = models.CharField(max_length=12)
    subject = models.CharField(max_length=255, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.delivery_id} from {self.holder[:8]}****"
