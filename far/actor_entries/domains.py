"""The internet domains of mailbox operators, by which senders know them: each is one organisation's."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from far.models import Account, ServiceSupplier


def is_taken(domain: str, number: str) -> bool:
    """Whether an organisation other than `number` has the domain: it is connected, or has accounts left."""
    has_it = Q(disconnected_at=None) | Exists(Account.objects.filter(supplier=OuterRef("pk")))
    return _others_with(domain, number).filter(has_it).exists()


def free_domain(domain: str, number: str) -> None:
    """Delete what is left of a disconnected operator that had the domain before `number`; the log keeps it."""
    _others_with(domain, number).delete()


def _others_with(domain: str, number: str) -> QuerySet[ServiceSupplier]:
    return ServiceSupplier.objects.filter(name=domain).exclude(organisation=number)
