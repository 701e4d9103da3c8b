"""Verify the log: every entry is there, unchanged and in its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from far.models import LogEntry, LogHead
from far.supervision import chain


class Damage(Enum):
    """What is wrong with the log at the first broken entry."""

    MISSING = "entries are missing before it"
    NOT_FOLLOWING = "it, or the one before it, was changed, inserted or moved"
    END_MISSING = "entries are missing at the end"
    END_UNKNOWN = "the record of where the log ends is missing or was changed"
    RECEIPT = "it is not the entry that the given head names: the log was written anew, or ends before it"


@dataclass(frozen=True)
class Head:
    """The end of a log, to note elsewhere and compare later."""

    sequence: int
    digest: bytes

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read a head as it is written.

        Raises:
            ValueError: it is none.
        """
        sequence, _, digest = text.strip().partition(":")
        if len(digest) != len(chain.BEGINNING) * 2:
            raise ValueError("a head is written NUMBER:DIGEST, with 64 hexadecimal digits")
        return cls(int(sequence), bytes.fromhex(digest))

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest.hex()}"


@dataclass(frozen=True)
class Verification:
    """What was found. Without damage the log is whole from `first` to `head`."""

    entries: int
    first: int
    head: Head
    damage: Damage | None = None
    broken_at: int = 0
    """The sequence of the first broken entry, where there is damage."""


def verify(noted: Head | None = None) -> Verification:
    """Read the whole log, oldest entry first. `noted`: a head of before, which must still be in it.

    Without a noted head, an administrator of the database can write the whole chain anew; with one, no one can.
    """
    chain.append_all_changes()
    end = LogHead.objects.filter(pk=chain.HEAD_KEY).first()
    base = Head(end.base_sequence, bytes(end.base_digest)) if end else Head(0, chain.BEGINNING)
    last, entries, seen = base, 0, noted is None or noted == base
    for entry in _entries():
        damage = _damage_of(entry, last)
        if damage:
            return Verification(entries, base.sequence + 1, last, damage, entry.sequence)
        last, entries = Head(entry.sequence, bytes(entry.digest)), entries + 1
        seen = seen or last == noted
        if noted and noted.sequence == last.sequence and not seen:
            return Verification(entries, base.sequence + 1, last, Damage.RECEIPT, last.sequence)
        if end and last.sequence == end.sequence:
            break  # entries of other processes come in behind it meanwhile
    found = Verification(entries, base.sequence + 1, last)
    return _verify_end(found, end, noted if not seen else None)


def _verify_end(found: Verification, end: LogHead | None, unseen: Head | None) -> Verification:
    damage, where = None, found.head.sequence + 1
    if end is None:
        damage = Damage.END_UNKNOWN if found.entries else None
    elif found.head.sequence < end.sequence:
        damage = Damage.END_MISSING
    elif found.head.digest != bytes(end.digest):
        damage, where = Damage.END_UNKNOWN, found.head.sequence
    elif unseen and unseen.sequence > found.head.sequence:
        damage, where = Damage.RECEIPT, unseen.sequence
    return Verification(found.entries, found.first, found.head, damage, where if damage else 0)


def _damage_of(entry: LogEntry, last: Head) -> Damage | None:
    if entry.sequence != last.sequence + 1:
        return Damage.MISSING
    if chain.digest_of(entry, entry.sequence, last.digest) != bytes(entry.digest):
        return Damage.NOT_FOLLOWING
    return None


def _entries() -> Iterator[LogEntry]:
    return LogEntry.objects.order_by("sequence").iterator(chunk_size=2_000)
