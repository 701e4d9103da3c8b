"""Verify the log: every entry is there, unchanged and in its place."""

from dataclasses import dataclass
from enum import Enum

from far.models import LogEntry, LogHead
from far.supervision import anchor, chain
from far.supervision.retention import names_base


class Damage(Enum):
    """What is wrong with the log at the first broken entry."""

    MISSING = "entries are missing before it"
    NOT_FOLLOWING = "it, or the one before it, was changed, inserted or moved"
    END_MISSING = "entries are missing at the end"
    END_UNKNOWN = "the record of where the log ends is missing or was changed"
    REMOVED = "the data folder has noted it, and the log lacks it: entries or whole tables were removed"
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


def verify_log(noted: Head | None = None) -> Verification:
    """Read the whole log, oldest entry first. `noted`: a head of before, which must still be in it.

    Without a noted head, an administrator of the database can write the whole chain anew; with one, no one can.
    """
    noted_here = _noted_in_folder()
    chain.append_all_changes()
    end = LogHead.objects.filter(pk=chain.HEAD_KEY).first()
    walk = _Walk(_base_of(end), end.sequence if end else 0, noted)
    for entry in LogEntry.objects.order_by("sequence").iterator(chunk_size=2_000):
        if damage := walk.pass_entry(entry):
            return walk.found(damage, entry.sequence)
    found = _verify_ends(walk, end)
    if found.damage is None and noted_here and not _is_in_log(noted_here, found):
        return walk.found(Damage.REMOVED, noted_here.sequence)
    return found


class _Walk:
    """Goes from entry to entry, and remembers what it has passed."""

    def __init__(self, base: Head, end: int, noted: Head | None) -> None:
        self.base, self.last, self.noted = base, base, noted
        self.entries = 0
        self.is_base_named = base.sequence == 0
        self.is_noted_seen = noted is None or noted == base
        self._end = end
        self.digest_at_end = base.digest if end == base.sequence else b""

    def pass_entry(self, entry: LogEntry) -> Damage | None:
        """What is wrong with the entry, if anything; else it is the last that was passed."""
        if entry.sequence != self.last.sequence + 1:
            return Damage.MISSING
        if chain.digest_of(entry, entry.sequence, self.last.digest) != bytes(entry.digest):
            return Damage.NOT_FOLLOWING
        self.last, self.entries = Head(entry.sequence, bytes(entry.digest)), self.entries + 1
        self.is_base_named = self.is_base_named or names_base(entry, self.base.sequence, self.base.digest)
        if entry.sequence == self._end:
            self.digest_at_end = self.last.digest
        if self.noted and self.noted.sequence == entry.sequence:
            self.is_noted_seen = self.noted == self.last
            return None if self.is_noted_seen else Damage.RECEIPT
        return None

    def found(self, damage: Damage | None = None, broken_at: int = 0) -> Verification:
        return Verification(self.entries, self.base.sequence + 1, self.last, damage, broken_at)


def _verify_ends(walk: _Walk, end: LogHead | None) -> Verification:
    """What is wrong at the end of the log, or before its beginning."""
    behind = walk.last.sequence + 1
    if end is None:
        return walk.found(Damage.END_UNKNOWN, behind) if walk.entries else walk.found()
    if walk.last.sequence < end.sequence:
        return walk.found(Damage.END_MISSING, behind)
    if walk.digest_at_end != bytes(end.digest):
        return walk.found(Damage.END_UNKNOWN, end.sequence)
    if not walk.is_base_named:
        return walk.found(Damage.MISSING, walk.base.sequence + 1)
    if walk.noted and not walk.is_noted_seen and walk.noted.sequence > walk.last.sequence:
        return walk.found(Damage.RECEIPT, walk.noted.sequence)
    return walk.found()


def _noted_in_folder() -> Head | None:
    """The end that the data folder has noted; None where it has none, or none that can be read."""
    try:
        written = anchor.read_anchor()
        return Head.parse(written) if written else None
    except ValueError:
        return None


def _is_in_log(noted: Head, found: Verification) -> bool:
    """The entry is there, or was deleted because of its age."""
    if noted.sequence < found.first:
        return True
    digest = LogEntry.objects.filter(sequence=noted.sequence).values_list("digest", flat=True).first()
    return digest is not None and bytes(digest) == noted.digest


def _base_of(end: LogHead | None) -> Head:
    return Head(end.base_sequence, bytes(end.base_digest)) if end else Head(0, chain.BEGINNING)
