"""Senders, relays and mailbox operators in FaR, and what senders have ordered at the relay."""

from django.db.models import Q

from far.models import Account, ActorEvent, CallCount, Dispatcher, PendingRequest, Sender, ServiceSupplier
from formedlare.models import ChannelRule, ContactAddress, SenderPlan
from infra.hooks.runs import Extent, ItemKind


def remove_actors(run: Extent) -> None:
    """Remove the actors that the run made, in all their roles, and the accounts that anybody has with them."""
    numbers = run.of(ItemKind.ACTOR)
    if not numbers:
        return
    suppliers = set(ServiceSupplier.objects.filter(organisation__in=numbers).values_list("pk", flat=True))
    remove_suppliers(suppliers)
    Sender.objects.filter(organisation__in=numbers).delete()
    Dispatcher.objects.filter(organisation__in=numbers).delete()
    ActorEvent.objects.filter(organisation__in=numbers).delete()
    CallCount.objects.filter(actor__in=numbers).delete()
    for model in (SenderPlan, ChannelRule, ContactAddress):
        model._default_manager.filter(sender__in=numbers).delete()


def remove_suppliers(suppliers: set[int]) -> None:
    """Remove the mailbox operators with these keys in FaR, and the accounts that anybody has with them."""
    if suppliers:
        PendingRequest.objects.filter(Q(operator__in=suppliers) | Q(supplier__in=suppliers)).delete()
        Account.objects.filter(supplier__in=suppliers).delete()
        ServiceSupplier.objects.filter(pk__in=suppliers).delete()
