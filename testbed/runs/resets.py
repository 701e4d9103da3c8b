"""Start over without a restart: everything, one run's letters, or one holder's mailbox.

Certificates and keys stay, and the supervision log, which is a chain that cannot be cut.
"""

from typing import Final

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from far.actor_entries.lock import changing_actors
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.hooks.runs import Extent
from infra.outbox.models import OutboxMessage
from mailbox_operator.models import Delivery, Message
from testbed.faults.finding import version as fault_version
from testbed.journal.models import Exchange
from testbed.journal.retention import delete_exchanges
from testbed.journal.search.finding import write_all
from testbed.runs import lifecycle, party_owners
from testbed.runs.models import Run
from testbed.runs.removal.exchanges import remove_exchanges
from testbed.runs.removal.letters import remove_letters
from testbed.timing.modes import version as timing_version
from testbed.world.seed import seed_world

KEPT: Final = frozenset(
    {
        "far.LogEntry",
        "far.LogHead",
        "far.UnchainedEntry",
        "far.CallCount",
        "journal.Exchange",
        "testbed_runs.RemovedRun",
    }
)
"""Tables that are not emptied at once. The journal's has an index beside it."""
OF_OTHERS: Final = frozenset({"contenttypes", "sessions"})
"""Apps with tables that are not the simulator's own."""
AT_ONCE: Final = 500
"""Exchanges that are deleted in one transaction."""


def reset_everything() -> None:
    """Remove all runs, people, actors, letters and rules, and put the demo world back as it was at first.

    The clock shows the machine's time again.
    """
    clock.move_clock(clock.RIGHT)
    for run in Run.objects.all():
        lifecycle.remove_run(run)
    with changing_actors():
        # Constraints between tables are checked when the transaction ends.
        for model in _emptied_tables():
            model._default_manager.all()._raw_delete(model._default_manager.db)
        seed_world()
        transaction.on_commit(party_owners.VERSION.advance)
        transaction.on_commit(fault_version.advance)
        transaction.on_commit(timing_version.advance)
    write_all()
    while keys := list(Exchange.objects.values_list("pk", flat=True)[:AT_ONCE]):
        delete_exchanges(keys)


def reset_run(run: Run) -> None:
    """Remove the run's letters and what the journal has of it. Its people, actors and rules stay."""
    write_all()
    extent: Extent = lifecycle.extent_of(run)
    with write_transaction():
        remove_letters(extent)
    remove_exchanges(extent)


def reset_mailbox(holder: str) -> int:
    """Empty the holder's mailboxes and simulated phone. Returns how many messages there were."""
    with write_transaction():
        messages = Message.objects.filter(mailbox__holder=holder)
        touched = set(messages.values_list("delivery_id", flat=True))
        count = messages.count()
        messages.delete()
        Delivery.objects.filter(Q(pk__in=touched), messages=None).delete()
        OutboxMessage.objects.filter(recipient=holder).delete()
    return count


def _emptied_tables() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.label not in KEPT and model._meta.app_label not in OF_OTHERS
    ]
