"""The states of a print file, which may follow which, and who is at work on it."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from infra import clock
from infra.database.sqlite_write_lock import writing
from sender.print_files.models import BatchFile

State = BatchFile.State

NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.UPLOADING: frozenset({State.RECEIVED}),
    State.RECEIVED: frozenset({State.READING}),
    State.READING: frozenset({State.READING, State.RUNNING, State.REFUSED}),
    State.RUNNING: frozenset({State.DONE}),
    State.DONE: frozenset(),
    State.REFUSED: frozenset(),
}
"""Reading that was cut off begins again. Whatever can refuse the file as a whole is found while it is
read, so that nothing of a refused file has been sent."""
FINAL: Final = frozenset(state for state, following in NEXT.items() if not following)
LEASE: Final = timedelta(seconds=60)
"""How long a worker that has died keeps what it had claimed; one that lives renews in time."""


class IllegalTransition(ValueError):
    """The table has no such step: a mistake in the program."""


class LostClaim(Exception):
    """Another worker has taken over: leave it what it does."""


def move(file: BatchFile, to: State, **changes: Any) -> None:
    """Bring the file into a state.

    Raises:
        IllegalTransition: `to` cannot follow the state that it is in.
        LostClaim: somebody else has moved it, or has taken it over.
    """
    if to not in NEXT[State(file.state)]:
        raise IllegalTransition(f"{file.name} cannot go from {file.state} to {to}")
    if to in FINAL:
        changes |= {"finished_at": clock.now(), "claimed_by": "", "claimed_until": None}
    with writing():
        rows = BatchFile.objects.filter(pk=file.pk, state=file.state, claimed_by=file.claimed_by)
        if not rows.update(state=to, **changes):
            raise LostClaim(file.name)
    for name, value in {"state": to, **changes}.items():
        setattr(file, name, value)


@contextmanager
def claimed(file_id: int) -> Iterator[BatchFile | None]:
    """The file, for this worker alone while the block lasts; None when another one is at it."""
    name = uuid.uuid4().hex
    now = clock.now()
    with writing():
        rows = BatchFile.objects.filter(is_free(now, LEASE), pk=file_id).exclude(state__in=FINAL)
        got = rows.update(claimed_by=name, claimed_until=now + LEASE)
    if not got:
        yield None
        return
    try:
        yield BatchFile.objects.get(pk=file_id)
    finally:
        with writing():
            BatchFile.objects.filter(pk=file_id, claimed_by=name).update(claimed_by="", claimed_until=None)


def is_free(now: datetime, lease: timedelta) -> Q:
    """Nobody has it, or who had it has died. A claim far ahead was made before the clock was set back."""
    return Q(claimed_until__isnull=True) | Q(claimed_until__lt=now) | Q(claimed_until__gt=now + 2 * lease)


def renew(file: BatchFile, **changes: Any) -> None:
    """Keep the claim for longer, and note how far it has come.

    Raises:
        LostClaim: another worker has it.
    """
    with writing():
        rows = BatchFile.objects.filter(pk=file.pk, claimed_by=file.claimed_by)
        if not rows.update(claimed_until=clock.now() + LEASE, **changes):
            raise LostClaim(file.name)
