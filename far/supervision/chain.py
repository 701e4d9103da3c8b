"""The chain: each entry has a number and a digest over itself and the digest of the entry before it."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from django.db import IntegrityError, transaction

from far.models import LogEntry, LogHead, UnchainedEntry
from far.models.supervision import EntryFields
from far.supervision import anchor
from infra.database import prepared_sql
from infra.database.write_transaction import write_transaction

CLOCK: Final = "clock"
"""The actor of what fell due: a request expired, an operator left, old entries were deleted."""
BEGINNING: Final = bytes(32)
"""The digest before the first entry."""
HEAD_KEY: Final = 1
MAX_CHANGES: Final = 2_000
"""Changes that get their place in one transaction."""
CONTENT: Final = tuple(field.attname for field in UnchainedEntry._meta.concrete_fields if not field.primary_key)
"""What an entry says, by name of the column."""


def digest_of(entry: EntryFields, sequence: int, before: bytes) -> bytes:
    """The digest of an entry in this place: SHA-256 over the one before and the entry as canonical JSON."""
    content = [_plain(getattr(entry, name)) for name in CONTENT]
    text = json.dumps([sequence, *content], ensure_ascii=False, separators=(",", ":"))
    return sha256(before + text.encode("utf-8", "surrogatepass")).digest()


def append_entries(entries: Sequence[LogEntry] = ()) -> int:
    """Give the entries, and changes that wait for it, their place in the chain. Returns how many there were.

    One process at a time: the head's row is locked. Changes come first; an entry may thus stand behind one that
    another process wrote up to a moment later.
    """
    with write_transaction():
        head = locked_head()
        changes = list(UnchainedEntry.objects.order_by("pk")[:MAX_CHANGES])
        added = [*map(_chained, changes), *entries]
        if not added:
            return 0
        for entry in added:
            _place(entry, head)
        prepared_sql.insert_all(added)
        UnchainedEntry.objects.filter(pk__in=[change.pk for change in changes]).delete()
        head.save(update_fields=["sequence", "digest"])
        transaction.on_commit(lambda: _note_end(head))
    return len(added)


def _note_end(head: LogHead) -> None:
    # A full disk must not stop the register.
    with suppress(OSError):
        anchor.write_anchor(head.sequence, bytes(head.digest))


def append_all_changes() -> None:
    """Give every change that waits its place. What is changed meanwhile is for the next time."""
    last = UnchainedEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    while last is not None and UnchainedEntry.objects.filter(pk__lte=last).exists():
        append_entries()


def _place(entry: LogEntry, head: LogHead) -> None:
    """Put the entry behind the head, which it becomes."""
    entry.sequence = head.sequence + 1
    entry.digest = digest_of(entry, entry.sequence, bytes(head.digest))
    head.sequence, head.digest = entry.sequence, entry.digest


def locked_head() -> LogHead:
    """The head, locked until the transaction ends."""
    locked = LogHead.objects.select_for_update().filter(pk=HEAD_KEY)
    return locked.first() or _new_head() or locked.get()


def _new_head() -> LogHead | None:
    """A new head; None: another process has made it meanwhile.

    Where there are entries although the head was lost, the digest does not follow theirs: verification says so.
    """
    last = LogEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    head = LogHead(pk=HEAD_KEY, sequence=last, digest=BEGINNING, base_digest=BEGINNING)
    try:
        with transaction.atomic():
            head.save(force_insert=True)
    except IntegrityError:
        return None
    return head


def _chained(change: UnchainedEntry) -> LogEntry:
    return LogEntry(**{name: getattr(change, name) for name in CONTENT})


def _plain(value: object) -> object:
    """The value as every database gives it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value
