"""Find actors: a page at a time, by number."""

from collections.abc import Collection
from typing import Any, Final

from django.db.models import Q, QuerySet

from far.actor_entries.entry import MODELS, ActorEntry, Role, State, entries_of

NAME_COLUMNS: Final = {Role.SENDER: ("name",), Role.DISPATCHER: ("name",), Role.SUPPLIER: ("name", "title")}
"""The columns of each role's table that a search for a name looks at."""


def page_of_entries(
    limit: int,
    *,
    search: str = "",
    role: Role | None = None,
    state: State | None = None,
    after: str = "",
    without: Collection[str] = (),
) -> tuple[list[ActorEntry], str | None]:
    """Some actors in the order of their numbers, those after the number `after`, and where the next page begins.

    `search`: part of a name, of an operator's domain, or of a number with or without hyphen.
    `without`: numbers that the asker does not see.
    """
    roles = [role] if role else list(Role)
    first, *others = (_numbers(each, search, state, after).exclude(organisation__in=without) for each in roles)
    numbers = list(first.union(*others).order_by("organisation")[: limit + 1])
    shown = numbers[:limit]
    found = entries_of(shown)
    entries = [found[number] for number in shown if number in found]
    return entries, shown[-1] if len(numbers) > limit else None


def _numbers(role: Role, search: str, state: State | None, after: str) -> QuerySet[Any, str]:
    rows = MODELS[role]._default_manager.filter(disconnected_at=None, organisation__gt=after)
    if state is not None:
        rows = rows.filter(suspended=state is State.SUSPENDED)
    if text := search.strip():
        condition = Q(organisation__contains=text.replace("-", ""))
        for column in NAME_COLUMNS[role]:
            condition |= Q(**{f"{column}__icontains": text})
        rows = rows.filter(condition)
    return rows.order_by().values_list("organisation", flat=True)
