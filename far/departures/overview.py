"""The mailbox operators with how many customers each has, and what it is still to be told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from far.models import Account, Departure, RemovalFlag, ServiceSupplier
from infra.database.pages import page_of
from infra.errors import NotFound
from infra.hooks import runs

State = RemovalFlag.State


@dataclass(frozen=True)
class OperatorOverview:
    """One operator."""

    supplier: ServiceSupplier
    customers: int
    departure: Departure | None
    due_flags: int
    """Removed accounts and requests that it has not been told of yet."""
    failed_flags: int
    """Those that were given up."""


def list_operators(without: Collection[str] = ()) -> list[OperatorOverview]:
    """All operators, by name; suspended ones too, and disconnected ones of which something is left.

    What may be left: accounts, and removals that they are still to be told of. `without`: organisations that the
    asker does not see.
    """
    accounts = Account.objects.filter(supplier=OuterRef("pk"))
    untold = RemovalFlag.objects.filter(supplier=OuterRef("pk")).exclude(state=State.SENT)
    is_shown = Q(disconnected_at=None) | Exists(accounts) | Exists(untold)
    known = ServiceSupplier.objects.filter(is_shown).exclude(organisation__in=without)
    return _overviews(known.order_by("name"))


def show_operator(supplier: ServiceSupplier) -> OperatorOverview:
    [overview] = _overviews(ServiceSupplier.objects.filter(pk=supplier.pk))
    return overview


def find_operator(name: str) -> ServiceSupplier:
    """The operator with this internet domain.

    Raises:
        NotFound: there is none (5003).
    """
    found = ServiceSupplier.objects.filter(name=name).first()
    if found is None:
        raise NotFound(
            f"Ingen brevlådeoperatör heter {name!r}. Operatörerna står under Aktörer.",
            f"No mailbox operator is named {name!r}. The operators stand under Actors.",
            slug="departing-operator-unknown",
        )
    return found


def list_customers(supplier: ServiceSupplier, limit: int, after: str = "") -> tuple[Sequence[Account], str | None]:
    """Accounts of the operator in order of numbers, and the number that the next page goes on after."""
    accounts = Account.objects.filter(supplier=supplier, pending=False, recipient__gt=after)
    accounts = runs.without_other_holders(accounts, "recipient")
    found, last = page_of(accounts.order_by("recipient"), limit)
    return found, last.recipient if last else None


def list_flags(
    supplier: ServiceSupplier, limit: int, before: int | None = None, state: str = ""
) -> tuple[Sequence[RemovalFlag], int | None]:
    """What the operator is or was to be told, the latest first, and the key that the next page begins below."""
    flags = runs.without_other_holders(RemovalFlag.objects.filter(supplier=supplier), "recipient")
    if before is not None:
        flags = flags.filter(pk__lt=before)
    if state:
        flags = flags.filter(state=state)
    found, last = page_of(flags.order_by("-pk"), limit)
    return found, last.pk if last else None


def _overviews(suppliers: QuerySet[ServiceSupplier]) -> list[OperatorOverview]:
    found = list(suppliers)
    customers = dict(
        Account.objects.filter(supplier__in=found, pending=False).values_list("supplier").annotate(Count("pk"))
    )
    back_again = Q(ended_at__isnull=False, supplier__suspended=False)
    departures = Departure.objects.filter(supplier__in=found).exclude(back_again).in_bulk()
    waiting = RemovalFlag.objects.filter(supplier__in=found).exclude(state=State.SENT)
    counts = waiting.values_list("supplier").annotate(
        due=Count("pk", filter=Q(state=State.DUE)), failed=Count("pk", filter=Q(state=State.FAILED))
    )
    flags = {key: (due, failed) for key, due, failed in counts}
    return [
        OperatorOverview(
            supplier,
            customers.get(supplier.pk, 0),
            departures.get(supplier.pk),
            *flags.get(supplier.pk, (0, 0)),
        )
        for supplier in found
    ]
