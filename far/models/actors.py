"""The actors: senders, relays with the senders that approved them, and mailbox operators.

Source: founding document 1.3; contract types ServiceSupplier, Sender, Dispatcher.
"""

from functools import lru_cache
from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from django.db.models import Q

from infra.authorship import Origin
from infra.database.columns.number_forms import ORGANISATION_FORM, form_constraint


@lru_cache(maxsize=256)
def _join_address(base: str, path: str) -> str:
    """Remembered, since look-ups answer with the same few addresses."""
    return urljoin(base, path)


def disconnected_are_suspended(name: str) -> models.CheckConstraint:
    """The constraint that a role which was given up does not count; `name` is the constraint's."""
    return models.CheckConstraint(condition=Q(disconnected_at=None) | Q(suspended=True), name=name)


class Sender(models.Model):
    """An organisation that may send. To others, a suspended sender is not registered.

    A disconnected one is kept, suspended: what holders chose about it counts again if it comes back.
    """

    class Sector(models.TextChoices):
        PUBLIC = "public"
        PRIVATE = "private"

    organisation = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=256)
    sector = models.CharField(max_length=7, choices=Sector, default=Sector.PUBLIC)
    suspended = models.BooleanField(default=False)
    disconnected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            form_constraint("organisation", ORGANISATION_FORM, "sender_organisation_has_form"),
            disconnected_are_suspended("disconnected_sender_is_suspended"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"


class Dispatcher(models.Model):
    """A relay, and the senders that have approved it."""

    organisation = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=256)
    suspended = models.BooleanField(default=False)
    disconnected_at = models.DateTimeField(null=True, blank=True)
    senders = models.ManyToManyField(Sender, through="DispatchRight", related_name="dispatchers")

    class Meta:
        constraints = [
            form_constraint("organisation", ORGANISATION_FORM, "dispatcher_organisation_has_form"),
            disconnected_are_suspended("disconnected_dispatcher_is_suspended"),
        ]

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
    title = models.CharField(max_length=256, blank=True)
    """The organisation's name, for lists. Empty: the domain is shown."""
    public_senders_only = models.BooleanField(default=False)
    """Senders of the private sector are accepted by none of its customers."""
    suspended = models.BooleanField(default=False)
    disconnected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            form_constraint("organisation", ORGANISATION_FORM, "supplier_organisation_has_form"),
            disconnected_are_suspended("disconnected_supplier_is_suspended"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def service_address(self) -> str:
        return _join_address(settings.SOAP_BASE_URL, self.service_path)

    @property
    def ui_address(self) -> str:
        """The address of the operator's pages. Empty: it has none."""
        return _join_address(settings.WEB_BASE_URL, self.ui_path) if self.ui_path else ""


class ActorEvent(models.Model):
    """A change of an actor with its author, time and reason. Rows are only added."""

    class Kind(models.TextChoices):
        CONNECTED = "connected"
        CHANGED = "changed"
        SUSPENDED = "suspended"
        RESUMED = "resumed"
        DISCONNECTED = "disconnected"

    organisation = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    origin = models.CharField(max_length=7, choices=[(origin.value, origin.value) for origin in Origin])
    by = models.CharField(max_length=200, blank=True)
    """The user name or address that the caller gave."""
    reason = models.CharField(max_length=500, blank=True)
    changes = models.JSONField(default=dict)
    """Name of the value -> [before, after]; a value that is missing on one side is null."""

    class Meta:
        constraints = [form_constraint("organisation", ORGANISATION_FORM, "actor_event_organisation_has_form")]
        indexes = [models.Index(fields=["organisation", "-id"], name="actor_event_by_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.kind}"
