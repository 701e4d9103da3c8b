"""What waits for signatures, and what has been signed for.

Source: contract types PendingAccountRequest, SignatureAuthorizationResult; api-6.3 §3.1.
"""

from datetime import datetime

from django.db import models
from django.db.models import Q

from far.models.accounts import Account
from far.models.actors import ServiceSupplier
from infra.database.columns.text_field import BilingualField


class RequestKind(models.TextChoices):
    """What a holder signs for. The first two are the contract's AccountRequestTypes."""

    CREATE = "Create"
    DELETE = "Delete"
    CHANGE_SUPPLIER = "ChangeSupplier"
    PREFERENCES = "Preferences"


class PendingRequestQuerySet(models.QuerySet["PendingRequest"]):
    """Requests that still wait, and those that have expired."""

    def waiting_at(self, now: datetime) -> "PendingRequestQuerySet":
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now))

    def expired_at(self, now: datetime) -> "PendingRequestQuerySet":
        return self.filter(expires_at__lte=now)


class PendingRequest(models.Model):
    """A change of an account that needs more signatures than it has."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="pending_requests", db_index=False)
    kind = models.CharField(max_length=14, choices=RequestKind)
    operator = models.ForeignKey(ServiceSupplier, on_delete=models.PROTECT, related_name="+")
    """The one that brought it, and that brings the further signatures."""
    supplier = models.ForeignKey(ServiceSupplier, on_delete=models.PROTECT, related_name="+")
    """The one it is about: of a change, the new one."""
    agreement_text = models.TextField()
    agreed_on = models.DateField(null=True, blank=True)
    """The contract's Timestamp, which requests about accounts have."""
    accepted_senders = models.JSONField(default=list, blank=True)
    """Organisation numbers, of a request about preferences."""
    refused_senders = models.JSONField(default=list, blank=True)
    """The registered senders that the list left out. One that is registered later is in neither list."""
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True, db_index=True)
    """Null: it waits until somebody signs or withdraws it."""

    objects = PendingRequestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "kind"], name="request_pends_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.account}"

    def has_expired_at(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now


class PendingSignature(models.Model):
    """A person's signature of a pending request. It counts as long as the person may sign."""

    request = models.ForeignKey(
        PendingRequest, on_delete=models.CASCADE, related_name="signatures", db_index=False
    )
    person = models.CharField(max_length=12)
    name = models.CharField(max_length=256)
    signed_at = models.DateTimeField()
    is_mocked = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="person_signs_request_once")]

    def __str__(self) -> str:
        return f"{self.person[:8]}**** {self.request_id}"


class Agreement(models.Model):
    """What a holder has signed for. It is kept when the account ends. Source: api-6.3 §3.1, register."""

    recipient = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=14, choices=RequestKind)
    supplier = models.CharField(max_length=255)
    """The operator's name at that time."""
    sentence = BilingualField()
    """What was agreed, in words."""
    agreement_text = models.TextField()
    """The text that was signed."""
    signatures = models.JSONField(default=list, blank=True)
    """The signers: number, name, signed_at (ISO 8601), is_mocked. Empty of an anonymous account."""
    agreed_at = models.DateTimeField()

    def __str__(self) -> str:
        who = self.recipient if self.recipient.startswith("16") else f"{self.recipient[:8]}****"
        return f"{self.kind} {who}"
