"""The facts of the newest rows, which tell the waiting requests that they may concern."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Max, Model
from django.db.models.expressions import Combinable

from infra.versions import data_version
from infra.versions.version_file import Version

Facts = Mapping[str, Any]
"""Of one row, by the names that filters have for them."""

OVERLAP: Final = 100
"""Keys before the newest one known that are looked at again: rows need not be committed in the order of keys."""
MAX_READ: Final = 1_000
"""Rows. Where more are new, all that wait look, which costs less than to compare."""


@dataclass(frozen=True)
class FactSource:
    """The rows of a table that is only added to, by what never changes of them."""

    model: type[Model]
    columns: Mapping[str, str | Combinable]
    """Paths of columns, or what is made of them, by the names that filters have for them. NULL says nothing."""
    make_ready: Callable[[], None] = lambda: None
    """Called before the rows are looked at."""

    # By the table alone: the columns are a mapping.
    def __hash__(self) -> int:
        return hash(self.model)

    def newest_key(self) -> int:
        """The key of the newest row; 0: there is none."""
        return self.model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0

    def facts_after(self, key: int, known: Collection[int] = ()) -> tuple[int, Mapping[int, Facts] | None]:
        """The newest key, and by key the rows after this one and some before. None: too many to read.

        `known`: keys of rows that are not read again.
        """
        rows = (
            self.model._default_manager.filter(pk__gt=max(0, key - OVERLAP)).exclude(pk__in=known).order_by("pk")
        )
        found = list(rows.values_list("pk", *self.columns.values())[: MAX_READ + 1])
        if len(found) > MAX_READ:
            return self.newest_key(), None
        newest = max(key, found[-1][0]) if found else key
        return newest, {row[0]: dict(zip(self.columns, row[1:], strict=True)) for row in found}


class NewRows:
    """The rows that have been added to the sources since the last read."""

    def __init__(self) -> None:
        self._version: Version | None = None
        self._keys: dict[FactSource, int] = {}
        self._known: dict[FactSource, frozenset[int]] = {}
        """The newest rows that were read: others with keys among theirs were committed later, and are new."""
        self._facts: dict[FactSource, Sequence[Facts] | None] = {}
        self.has_changed = False
        """Something has happened since the time before."""

    def read(self, sources: Collection[FactSource]) -> None:
        for source in sources:
            source.make_ready()
        # The version before the rows: what happens while they are read has another one.
        version = data_version.current()
        self.has_changed, self._version = version != self._version, version
        for source in sources:
            if source not in self._keys:
                self._keys[source], self._facts[source] = source.newest_key(), None
            elif self.has_changed:
                self._read_new(source)

    def _read_new(self, source: FactSource) -> None:
        known = self._known.get(source, frozenset())
        newest, found = source.facts_after(self._keys[source], known)
        self._keys[source], self._facts[source] = newest, None if found is None else list(found.values())
        self._known[source] = frozenset(key for key in known.union(found or ()) if key > newest - OVERLAP)

    def facts_of(self, source: FactSource) -> Sequence[Facts] | None:
        """The facts of the new rows. None: any row may be new."""
        return self._facts[source]


def may_concern(wanted: Facts, facts: Facts) -> bool:
    """Whether a row with these facts may be one that is wanted: none of the facts says otherwise."""
    return all(_may_be(facts[name], wanted[name]) for name in facts.keys() & wanted.keys())


def _may_be(fact: Any, value: Any) -> bool:
    # Some filters tell upper and lower case apart, some do not.
    return fact is None or fact == value or str(fact).strip().casefold() == str(value).strip().casefold()
