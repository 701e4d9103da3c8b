"""Who is known here: operators, organisations, and people and companies in the base registers."""

from pathlib import Path

from django.conf import settings

from base_registers.models import Company, Person
from far.models import Dispatcher, Sender, ServiceSupplier
from infra.pki.issuing import ledger


def are_known_here() -> bool:
    """The register is in this process, so that what it does not have is nowhere."""
    return "far" in settings.ROLES


def operator_domains() -> set[str]:
    """Of all operators in FaR."""
    return set(ServiceSupplier.objects.values_list("name", flat=True))


def is_organisation(number: str) -> bool:
    """An actor in any role, or the holder of a certificate: that can call, too."""
    return is_actor(number) or bool(ledger.page_of_records(Path(settings.PKI_DIR), 1, organisation=number)[0])


def is_actor(number: str) -> bool:
    models = (Sender, Dispatcher, ServiceSupplier)
    return any(model._default_manager.filter(organisation=number).exists() for model in models)


def is_sender(number: str) -> bool:
    return Sender.objects.filter(organisation=number).exists()


def is_registered(number: str) -> bool:
    """The population or the company register has the number."""
    return any(model._default_manager.filter(number=number).exists() for model in (Person, Company))
