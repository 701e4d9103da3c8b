"""The tables of the register: actors, accounts, and the senders that each holder accepts.

Source: founding document 1.3 (the register holds every actor and each holder's choice);
contract types ServiceSupplier, Sender, Dispatcher, AccountStatus, AccountPreferences.
"""

from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from django.db.models import Q

ORGANISATION_FORM = r"^16\d{10}$"
RECIPIENT_FORM = r"^(16|18|19|20)\d{10}$"


def _formed(field: str, form: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": form}), name=name)


class Sender(models.Model):
    """An agency that may send. To others, a suspended sender is not registered."""

    organisation = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=256)
    suspended = models.BooleanField(default=False)

    class Meta:
        constraints = [_formed("organisation", ORGANISATION_FORM, "sender_organisation_has_form")]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"


class Dispatcher(models.Model):
    """A relay, and the senders that have approved it."""

    organisation = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=256)
    suspended = models.BooleanField(default=False)
    senders = models.ManyToManyField(Sender, through="DispatchRight", related_name="dispatchers")

    class Meta:
        constraints = [_formed("organisation", ORGANISATION_FORM, "dispatcher_organisation_has_form")]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"


class DispatchRight(models.Model):
    """The dispatcher may send for the sender."""

    dispatcher = models.ForeignKey(Dispatcher, on_delete=models.CASCADE, db_index=False)
    sender = models.ForeignKey(Sender, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispatcher", "sender"], name="dispatch_right_stands_once")]

    def __str__(self) -> str:
        return f"{self.dispatcher_id} -> {self.sender_id}"


class ServiceSupplier(models.Model):
    """A mailbox operator. Its name is its internet domain; senders match on it."""

    organisation = models.CharField(max_length=12)
    name = models.CharField(max_length=255, unique=True)
    service_path = models.CharField(max_length=500)
    """The address of deliverSecure: absolute, or a path below the simulator's own address."""
    ui_path = models.CharField(max_length=500, blank=True)
    suspended = models.BooleanField(default=False)

    class Meta:
        constraints = [_formed("organisation", ORGANISATION_FORM, "supplier_organisation_has_form")]

    def __str__(self) -> str:
        return self.name

    @property
    def service_address(self) -> str:
        return urljoin(settings.SOAP_BASE_URL, self.service_path)

    @property
    def ui_address(self) -> str:
        return urljoin(settings.WEB_BASE_URL, self.ui_path)


class Account(models.Model):
    """A holder's registration: the chosen operator, and whether the registration is complete."""

    class Type(models.TextChoices):
        SECURE = "Secure"
        ANONYMOUS = "Anonymous"

    recipient = models.CharField(primary_key=True, max_length=12)
    type = models.CharField(max_length=10, choices=Type, default=Type.SECURE)
    pending = models.BooleanField(default=False)
    supplier = models.ForeignKey(ServiceSupplier, on_delete=models.PROTECT, related_name="accounts")
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [_formed("recipient", RECIPIENT_FORM, "account_recipient_has_form")]

    def __str__(self) -> str:
        return self.recipient if self.recipient.startswith("16") else f"{self.recipient[:8]}****"


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
