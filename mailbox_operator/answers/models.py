"""The tables of the preview: what a sender asks for, and what the holder answered."""

import uuid

from django.db import models
from django.db.models import Q


class AnswerRequest(models.Model):
    """A sender's request for replies or a receipt to a letter. Most letters have none."""

    message = models.OneToOneField(
        "mailbox_operator.Message", on_delete=models.CASCADE, primary_key=True, related_name="answer_request"
    )
    takes_reply = models.BooleanField(default=False)
    wants_receipt = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.message_id}"


class Answer(models.Model):
    """A reply, or the receipt, that somebody gave in the mailbox."""

    class Kind(models.TextChoices):
        REPLY = "reply", "Svar"
        RECEIPT = "receipt", "Kvittens"

    message = models.ForeignKey(
        "mailbox_operator.Message", on_delete=models.CASCADE, related_name="answers", db_index=False
    )
    kind = models.CharField(max_length=7, choices=Kind)
    token = models.UUIDField(default=uuid.uuid4)
    """From the form: the same form sent twice is one answer."""
    text = models.TextField(blank=True)
    by = models.CharField(max_length=12)
    """Identity number of the person that gave it, for a company or a principal not the holder's."""
    by_name = models.CharField(max_length=256)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "token"], name="answer_form_counts_once"),
            models.UniqueConstraint(
                fields=["message", "kind"], condition=Q(kind="receipt"), name="one_receipt_each"
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d}"
