"""The accounts, and the senders that each holder accepts.

Source: founding document 1.3; contract types AccountStatus, AccountPreferences.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from far.models.actors import Sender, ServiceSupplier
from infra.database.columns.number_forms import RECIPIENT_FORM, form_constraint

if TYPE_CHECKING:
    from far.models.requests import PendingRequest


class Account(models.Model):
    """A holder's registration with the chosen operator.

    While `pending` it waits for signatures. Questions are answered as if there were no account: api-6.3 §3.1.
    """

    class Type(models.TextChoices):
        SECURE = "Secure"
        ANONYMOUS = "Anonymous"

    recipient = models.CharField(primary_key=True, max_length=12)
    type = models.CharField(max_length=10, choices=Type, default=Type.SECURE)
    pending = models.BooleanField(default=False)
    pending_until = models.DateTimeField(null=True, blank=True)
    """When a pending registration expires: questions are then answered as if it did not exist. Null: never."""
    supplier = models.ForeignKey(ServiceSupplier, on_delete=models.PROTECT, related_name="accounts")
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [form_constraint("recipient", RECIPIENT_FORM, "account_recipient_has_form")]

    def __str__(self) -> str:
        return self.recipient if self.recipient.startswith("16") else f"{self.recipient[:8]}****"

    requests_when_locked: "Sequence[PendingRequest] | None" = None
    """What waited of it when it was locked. None: it is not locked."""

    @property
    def waiting_requests(self) -> "Iterable[PendingRequest]":
        """What waits of it for signatures."""
        return self.pending_requests.all() if self.requests_when_locked is None else self.requests_when_locked

    @property
    def is_anonymous(self) -> bool:
        """Begun without a signature: the holder has a user name and a password. Source: api-6.3 §3.1."""
        return self.type == self.Type.ANONYMOUS

    @property
    def is_new(self) -> bool:
        """Not stored yet."""
        return self._state.adding

    def has_expired_at(self, now: datetime) -> bool:
        """A registration that waited too long for signatures."""
        return self.pending and self.pending_until is not None and self.pending_until <= now


class SenderChoice(models.Model):
    """A holder's latest choice about one sender. No row: accepted, as every new sender is."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sender_choices")
    sender = models.ForeignKey(Sender, on_delete=models.CASCADE, db_index=False)
    accepted = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "account"], name="sender_choice_stands_once")]

    def __str__(self) -> str:
        return f"{self.sender_id} {'accepted' if self.accepted else 'refused'}"
