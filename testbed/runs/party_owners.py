"""The runs that own certificates, people and organisations: asked for each letter, so kept in memory.

A version file tells each process that something changed. It then reads only the runs that changed, by their own
version: while runs come and go and letters flow, a refresh stays small.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings

from infra.hooks.runs import ItemKind
from infra.versions.version_file import NONE, VersionFile
from testbed.runs.models import Run, RunItem

VERSION: Final = VersionFile("runs")
_PARTIES: Final = (ItemKind.CERTIFICATE, ItemKind.PERSON, ItemKind.COMPANY, ItemKind.ACTOR)
"""What a letter can name. Certificates are told from numbers by their length."""


@dataclass(frozen=True)
class Owned:
    """The parties that one run owns, as of a version of it."""

    label: str
    version: int
    parties: frozenset[str]


@dataclass(frozen=True)
class Owners:
    """All runs, and by party the labels of its owners: organisations may belong to several."""

    runs: Mapping[int, Owned] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def label_of(self, certificate: str, sender: str, recipients: Sequence[str]) -> str | None:
        """The label of the run that owns one of them: the certificate, else a recipient, else the sender.

        What several runs own tells nothing.
        """
        if not self.labels:
            return None
        owners = (self.labels.get(party, ()) for party in (certificate, *recipients, sender))
        return next((labels[0] for labels in owners if len(labels) == 1), None)


class _Memory:
    """Keeps the owners that were read last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owners = Owners()
        self._version = NONE
        self._read_at = float("-inf")

    def get(self) -> Owners:
        with self._lock:
            version, age = VERSION.current(), time.monotonic() - self._read_at
            if version != self._version or age >= settings.REGISTER_CACHE_SECONDS:
                self._owners = read_owners(self._owners)
                self._version, self._read_at = version, time.monotonic()
            return self._owners


_memory: Final = _Memory()


def current_owners() -> Owners:
    """The owners, as of the last change that this process could see."""
    return _memory.get()


def read_owners(known: Owners) -> Owners:
    """Read the runs, and what those own that are new or have changed since `known`."""
    rows = list(Run.objects.values_list("id", "label", "version").order_by("id"))
    kept = {key: known.runs[key] for key, label, version in rows if _is_same(known.runs.get(key), label, version)}
    if len(kept) == len(rows) == len(known.runs):
        return known
    parties = _parties([key for key, _, _ in rows if key not in kept])
    found = {
        key: kept.get(key) or Owned(label, version, frozenset(parties.get(key, ())))
        for key, label, version in rows
    }
    return Owners(found, _labels(found))


def _is_same(owned: Owned | None, label: str, version: int) -> bool:
    return owned is not None and (owned.label, owned.version) == (label, version)


def _parties(keys: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    if keys:
        items = RunItem.objects.made().filter(run__in=keys, kind__in=_PARTIES)
        for run, key in items.values_list("run_id", "key"):
            found.setdefault(run, []).append(key)
    return found


def _labels(runs: Mapping[int, Owned]) -> dict[str, tuple[str, ...]]:
    labels: dict[str, tuple[str, ...]] = {}
    for owned in runs.values():
        for party in owned.parties:
            labels[party] = (*labels.get(party, ()), owned.label)
    return labels
