"""Webhooks."""

from infra.hooks.runs import Extent, ItemKind
from webhooks.models import Subscription


def remove_subscriptions(run: Extent) -> None:
    """Remove the subscriptions that the run made, and events about letters are gone with the letters."""
    if made := run.of(ItemKind.WEBHOOK):
        Subscription.objects.filter(subscription_id__in=made).delete()
