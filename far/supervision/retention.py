"""Delete old entries, so that the rest can still be verified.

The head keeps the digest that the oldest entry that is left follows. An entry of the log says up to where it was
deleted, too: the head alone would not be believed.
"""

from datetime import timedelta
from typing import Final

from django.conf import settings

from far.models import LogEntry
from far.supervision import chain
from far.supervision.changes import changed_as_json, record_change
from infra import clock
from infra.database.write_transaction import write_transaction

MAX_ROWS: Final = 5_000
"""In one transaction."""
OPERATION: Final = "deleteOldEntries"


def delete_old_entries() -> int:
    """Delete some entries older than settings.LOG_KEEP_DAYS; return how many. 0 days: none."""
    last = _last_old_entry()
    if not last:
        return 0
    with write_transaction():
        head = chain.locked_head()
        through = min(last, head.base_sequence + MAX_ROWS)
        entry = LogEntry.objects.filter(sequence=through).first()
        if entry is None or through <= head.base_sequence:
            return 0  # another process has deleted it, or the log is broken: verification says where
        head.base_sequence, head.base_digest = entry.sequence, entry.digest
        head.save(update_fields=["base_sequence", "base_digest"])
        deleted = LogEntry.objects.filter(sequence__lte=through)._raw_delete(using="default")
        record_change(chain.CLOCK, OPERATION, changed=base_as_json(entry.sequence, bytes(entry.digest)))
    return deleted


def base_as_json(sequence: int, digest: bytes) -> dict[str, object]:
    return {"digest": digest.hex(), "through": sequence}


def names_base(entry: LogEntry, sequence: int, digest: bytes) -> bool:
    """Whether the entry says that the log was deleted up to this place."""
    # In one digest of a hundred some digits look like a person's number, and are masked in the entry.
    named = changed_as_json(base_as_json(sequence, digest))
    return entry.operation == OPERATION and entry.actor == chain.CLOCK and entry.changed == named


def _last_old_entry() -> int:
    """The sequence of the last entry before those that are to stay. 0: there is none."""
    if not settings.LOG_KEEP_DAYS:
        return 0
    oldest_kept = clock.now() - timedelta(days=settings.LOG_KEEP_DAYS)
    kept = LogEntry.objects.filter(at__gte=oldest_kept).order_by("at").values_list("sequence", flat=True).first()
    if kept is not None:
        return kept - 1
    return LogEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
