"""Make, find, list and remove runs."""

import random
import re
import secrets
import time
import unicodedata
import uuid
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import IntegrityError, OperationalError, transaction

from far.actor_entries.lock import changing_actors
from infra import trace
from infra.database.pages import page_of
from infra.database.write_transaction import write_transaction
from infra.errors import AlreadyExists, NotFound
from infra.hooks import runs
from infra.hooks.runs import Extent, ItemKind
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues, NumberLimits, require_limits
from testbed.journal.search.finding import write_all
from testbed.runs import changes, party_owners
from testbed.runs.models import RemovedRun, Run, RunItem

QUOTA: Final = NumberLimits(1, 1_000_000)
USUAL_QUOTA: Final = 20_000
MINUTES: Final = NumberLimits(1, 60 * 24 * 30)
"""How long a run may last: up to thirty days."""
USUAL_MINUTES: Final = 60 * 24
USUAL_NAME: Final = "run"
TRIES: Final = 6
LONGEST_PAUSE: Final = 0.1
"""Seconds between two attempts to remove a run."""
_NOT_IN_LABELS: Final = re.compile(r"[^a-z0-9]+")
NO_LABEL: Final = Text(
    "är tom; lämna bort den, så får körningen en", "is empty; leave it out, and the run gets one"
)


@dataclass(frozen=True)
class WantedRun:
    """A run that somebody wants."""

    name: str = ""
    label: str | None = None
    """None: made from the name."""
    quota: int = USUAL_QUOTA
    minutes: int = USUAL_MINUTES


def make_run(wanted: WantedRun) -> Run:
    """Make a run.

    Raises:
        InvalidValues: a value is wrong (5001). AlreadyExists: another run has the label (5004).
    """
    label = _require_possible(wanted)
    now = datetime.now(UTC)
    with write_transaction():
        if Run.objects.filter(label=label).exists():
            raise AlreadyExists(
                f"En körning har redan märkningen {label}. Ta bort den, eller välj en annan.",
                f"A run has the label {label} already. Remove it, or choose another.",
                slug="run-label-taken",
            )
        run = Run.objects.create(
            label=label,
            name=wanted.name or label,
            quota=wanted.quota,
            made_at=now,
            expires_at=now + timedelta(minutes=wanted.minutes),
        )
        transaction.on_commit(party_owners.VERSION.advance)
    return run


def find_run(name: str) -> Run:
    """The run with this id, else the one with this label.

    Raises:
        NotFound: there is none, or the request is within another run (5003).
    """
    run = _run_with_id(name) or Run.objects.filter(label=name).first()
    if run is None:
        raise NotFound(
            "Ingen testkörning har det id:t eller den märkningen. Den kan ha gått ut eller tagits bort.",
            "No test run has this id or label. It may have expired or been removed.",
            slug="run-unknown",
        )
    runs.require_reachable_label(run.label)
    return run


def _run_with_id(name: str) -> Run | None:
    with suppress(ValueError):
        return Run.objects.filter(public_id=uuid.UUID(name)).first()
    return None


def label_of_run(name: str) -> str:
    """The label of the run with this id; else what was given, which is a label already."""
    run = _run_with_id(name)
    return run.label if run else name


def list_runs(limit: int, before: int | None = None) -> tuple[list[Run], int | None]:
    """Some runs, the newest first, and the key before which the next page begins. Within a run, that one alone."""
    rows = runs.without_other_labels(Run.objects.all())
    rows = rows if before is None else rows.filter(pk__lt=before)
    shown, last = page_of(rows.order_by("-pk"), limit)
    return shown, last.pk if last else None


def count_items(run: Run) -> dict[str, int]:
    """The number of items of each kind that the run owns."""
    return dict(Counter(RunItem.objects.made().filter(run=run).values_list("kind", flat=True)))


def remove_run(run: Run) -> None:
    """Remove the run and all that belongs to it. What other runs own, too, stays. Twice changes nothing.

    Its letters may be under way: where another process adds to one of them meanwhile, all of it is done again.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            _remove_at_once(run)
        except (IntegrityError, OperationalError):
            if not tries_left:
                raise
            time.sleep(random.uniform(0.0, LONGEST_PAUSE))  # noqa: S311 (protects nothing)
        else:
            return


def _remove_at_once(run: Run) -> None:
    # Before the write lock is held, which the journal's writers need.
    write_all()
    with changing_actors():
        if not Run.objects.select_for_update().filter(pk=run.pk).exists():
            return
        extent = extent_of(run)
        RemovedRun.objects.create(label=run.label, removed_at=datetime.now(UTC))
        changes.take_back(run)
        RunItem.objects.filter(run=run).delete()
        Run.objects.filter(pk=run.pk).delete()
        for clean_up in runs.clean_ups:
            clean_up(extent)
        transaction.on_commit(party_owners.VERSION.advance)


def remove_expired_runs() -> int:
    """Remove the expired runs. Returns how many."""
    expired = list(Run.objects.filter(expires_at__lte=datetime.now(UTC)))
    for run in expired:
        remove_run(run)
    return len(expired)


def extent_of(run: Run) -> Extent:
    """The items that belong to the run alone."""
    keys: dict[ItemKind, set[str]] = {}
    for kind, key in RunItem.objects.made().filter(run=run).values_list("kind", "key"):
        keys.setdefault(ItemKind(kind), set()).add(key)
    return Extent(run.label, {kind: frozenset(found - _shared(run, kind, found)) for kind, found in keys.items()})


def _shared(run: Run, kind: ItemKind, keys: set[str]) -> set[str]:
    """The keys that another run owns, too: an organisation or an authority that both have named."""
    if kind not in {ItemKind.ACTOR, ItemKind.AUTHORITY}:
        return set()
    others = RunItem.objects.made().filter(kind=kind, key__in=keys).exclude(run=run)
    return set(others.values_list("key", flat=True))


def _require_possible(wanted: WantedRun) -> str:
    """The label that the run is to have."""
    for field, text in (("name", wanted.name), ("label", wanted.label or "")):
        if wrong := trace.wrong_with_label(text):
            raise InvalidValues([InvalidValue((field,), wrong)])
    require_limits({"quota": wanted.quota, "minutes": wanted.minutes}, {"quota": QUOTA, "minutes": MINUTES})
    if wanted.label is None:
        slug = _NOT_IN_LABELS.sub("-", _without_marks(wanted.name)).strip("-")[:40]
        return f"{slug or USUAL_NAME}-{secrets.token_hex(4)}"
    if not wanted.label.strip():
        raise InvalidValues([InvalidValue(("label",), NO_LABEL)])
    return wanted.label.strip()


def _without_marks(name: str) -> str:
    """In lower case, with a for å and ä: letters that a label may have as it stands in an address."""
    return unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
