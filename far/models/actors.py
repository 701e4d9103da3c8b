"""The actors: senders, relays with the senders that approved them, and mailbox operators.

Source: founding document 1.3; contract types ServiceSupplier, Sender, Dispatcher.
"""

from urllib.parse import urljoin

from django.conf import settings
from django.db import models

from far.models.forms import ORGANISATION_FORM, formed


class Sender(models.Model):
    """An agency that may send. To others, a suspended sender is not registered."""

    organisation = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=256)
    suspended = models.BooleanField(default=False)

    class Meta:
        constraints = [formed("organisation", ORGANISATION_FORM, "sender_organisation_has_form")]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"


class Dispatcher(models.Model):
    """A relay, and the senders that have approved it."""

    organisation = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=256)
    suspended = models.BooleanField(default=False)
    senders = models.ManyToManyField(Sender, through="DispatchRight", related_name="dispatchers")

    class Meta:
        constraints = [formed("organisation", ORGANISATION_FORM, "dispatcher_organisation_has_form")]

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
        constraints = [formed("organisation", ORGANISATION_FORM, "supplier_organisation_has_form")]

    def __str__(self) -> str:
        return self.name

    @property
    def service_address(self) -> str:
        return urljoin(settings.SOAP_BASE_URL, self.service_path)

    @property
    def ui_address(self) -> str:
        return urljoin(settings.WEB_BASE_URL, self.ui_path)
