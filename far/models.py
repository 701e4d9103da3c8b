"""What the register knows: people, companies, actors, accounts and whom each holder accepts.

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


class Person(models.Model):
    """Someone in the population register, with what a sender may meet when writing to them."""

    number = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=256)
    street = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=50, blank=True)
    protected = models.BooleanField(default=False)
    deceased_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [_formed("number", r"^(18|19|20)\d{10}$", "person_number_has_form")]

    def __str__(self) -> str:
        return f"{self.number[:8]}****"


class Company(models.Model):
    """An organisation in Bolagsverket's register, and who may sign for it."""

    class SignatoryRule(models.TextChoices):
        ALONE = "alone", "Firman tecknas av en behörig ensam"
        TWO_JOINTLY = "two_jointly", "Firman tecknas av två i förening"
        NOT_INTERPRETABLE = "not_interpretable", "Regeln kan inte tolkas maskinellt"

    number = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=256)
    street = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=50, blank=True)
    signatory_rule = models.CharField(max_length=20, choices=SignatoryRule)
    signatory_rule_text = models.TextField()
    officers = models.ManyToManyField(Person, through="Officer", related_name="companies")

    class Meta:
        constraints = [_formed("number", ORGANISATION_FORM, "company_number_has_form")]

    def __str__(self) -> str:
        return self.number


class Officer(models.Model):
    """A person's role in a company, e.g. board member or managing director."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    role = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "person", "role"], name="officer_has_a_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.company_id}"


class Sender(models.Model):
    """An agency that may send. Suspended senders are not registered as far as others can see."""

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

    dispatcher = models.ForeignKey(Dispatcher, on_delete=models.CASCADE)
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
    """Where deliverSecure is posted: an absolute address, or a path below the simulator's own."""
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
    """A holder's registration: which operator has the holder chosen, and is the choice complete."""

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
    """A holder's latest word on one sender. No row: accepted, as every new sender is."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sender_choices")
    sender = models.ForeignKey(Sender, on_delete=models.CASCADE)
    accepted = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "account"], name="sender_choice_stands_once")]

    def __str__(self) -> str:
        return f"{self.sender_id} {'accepted' if self.accepted else 'refused'}"
