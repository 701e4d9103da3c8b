"""Simulated mailbox operators, with the mailboxes that anybody has there."""

from formedlare.models import Lane
from infra.hooks.runs import Extent, ItemKind
from mailbox_operator.models import Delivery, Mailbox, Operator


def remove_operators(run: Extent) -> None:
    """Remove the operators that the run made."""
    domains = run.of(ItemKind.OPERATOR)
    if not domains:
        return
    Delivery.objects.filter(operator__name__in=domains).delete()
    Mailbox.objects.filter(operator__name__in=domains).delete()
    Operator.objects.filter(name__in=domains).delete()
    Lane.objects.filter(name__in=domains).delete()
