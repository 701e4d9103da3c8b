"""Letters: at the relay, in print files and mail, in mailboxes and on phones."""

from collections.abc import Collection
from typing import Final

from django.db.models import QuerySet

from formedlare.models import Distribution, Leg
from infra.hooks.runs import Extent, ItemKind
from infra.outbox.models import OutboxMessage
from mailbox_operator.models import Delivery, Message
from sender.print_files.models import BatchFile

LABELLED: Final = (Distribution, Delivery, OutboxMessage, BatchFile)


def remove_letters(run: Extent) -> None:
    """Remove the letters with the run's label, and all letters to its people and companies."""
    remove_labelled([run.label])
    holders = run.of(ItemKind.PERSON, ItemKind.COMPANY)
    if holders:
        _remove_legs(holders)
        _remove_messages(holders)
        OutboxMessage.objects.filter(recipient__in=holders).delete()


def remove_labelled(labels: Collection[str]) -> None:
    """Remove the letters with one of the labels."""
    _lock_legs(Leg.objects.filter(distribution__label__in=labels))
    for model in LABELLED:
        model._default_manager.filter(label__in=labels).delete()


def has_labelled(labels: Collection[str]) -> bool:
    """There are letters with one of the labels."""
    return any(model._default_manager.filter(label__in=labels).exists() for model in LABELLED)


def _remove_legs(holders: frozenset[str]) -> None:
    """A notification may have other recipients, too: their legs stay, and the delivery with them."""
    legs = Leg.objects.filter(recipient__in=holders)
    _lock_legs(legs)
    touched = set(legs.values_list("distribution_id", flat=True))
    if touched:
        legs.delete()
        Distribution.objects.filter(pk__in=touched, legs=None).delete()


def _lock_legs(legs: QuerySet[Leg]) -> None:
    """Lock the legs, so that no other process adds an event until they are deleted."""
    list(legs.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def _remove_messages(holders: frozenset[str]) -> None:
    messages = Message.objects.filter(mailbox__holder__in=holders)
    touched = set(messages.values_list("delivery_id", flat=True))
    if touched:
        messages.delete()
        Delivery.objects.filter(pk__in=touched, messages=None).delete()
