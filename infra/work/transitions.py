"""States that follow on one another as a table says, each change by one conditional UPDATE."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from django.db import models

from infra.database.write_transaction import write_transaction

State = TypeVar("State", bound=models.TextChoices)


class IllegalTransition(ValueError):
    """The table has no such step: a mistake in the program."""


class TransitionTable(Generic[State]):
    """Which states may follow on each state. Every state has a line."""

    def __init__(self, following: Mapping[State, frozenset[State]]) -> None:
        self._following = following
        self.final = frozenset(state for state, after in following.items() if not after)
        """States that nothing follows on."""

    def is_allowed(self, before: State, after: State) -> bool:
        return after in self._following[before]

    def require_allowed(self, before: State, after: State) -> None:
        """Return if `after` may follow on `before`.

        Raises:
            IllegalTransition: it may not.
        """
        if not self.is_allowed(before, after):
            raise IllegalTransition(f"{after} cannot follow on {before}")

    def move_rows(self, rows: models.QuerySet[Any], before: State, after: State, **changes: Any) -> int:
        """Bring those of the rows that are still in `before` into `after`. Returns how many they were.

        A worker that comes twice, or beside another one, finds no row left to move. `changes`: further columns.

        Raises:
            IllegalTransition: the table does not allow the step.
        """
        self.require_allowed(before, after)
        with write_transaction():
            return rows.filter(state=before).update(state=after, **changes)
