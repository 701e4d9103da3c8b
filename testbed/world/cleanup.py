"""Deletes rows of the seeded actors and holders that people.toml does not promise.

It deletes no mail, and no rows of actors and holders that the seed does not know.
"""

from collections.abc import Sequence

from django.db.models import Q

from far import models as far
from infra.pki import store
from testbed import world
from testbed.world import actors


def remove_surplus(holders: Sequence[world.WorldHolder]) -> None:
    """Delete approvals of relays, registrations and refusals that people.toml does not promise."""
    _delete_dispatch_rights()
    _delete_registrations(holders)
    _delete_refusals(holders)


def _delete_dispatch_rights() -> None:
    for relay, (_, may_send_for) in actors.RELAYS.items():
        promised = [store.organisation_number(sender) for sender in may_send_for]
        far.DispatchRight.objects.filter(dispatcher__organisation=store.organisation_number(relay)).exclude(
            sender__organisation__in=promised
        ).delete()


def _delete_registrations(holders: Sequence[world.WorldHolder]) -> None:
    without_mailbox = [holder.number for holder in holders if holder.operator is None]
    far.Account.objects.filter(recipient__in=without_mailbox).delete()
    far.PendingRequest.objects.filter(account__in=[holder.number for holder in holders]).delete()


def _delete_refusals(holders: Sequence[world.WorldHolder]) -> None:
    promised = Q()
    for holder in holders:
        if holder.refuses:
            promised |= Q(account=holder.number, sender__organisation__in=holder.refuses)
    known = [holder.number for holder in holders]
    far.SenderChoice.objects.filter(account__in=known).exclude(promised).delete()
