"""The log of the actors: each change with its author, time and reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from far.actor_entries.entry import ActorEntry
from far.models import ActorEvent
from far.supervision.changes import record_change
from infra import clock
from infra.authorship import Author
from infra.database.pages import page_of
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues
from infra.validation.unstorable import wrong_with_text

MAX_REASON: Final = 500
"""Characters."""
LONG_REASON: Final = Text(f"får ha högst {MAX_REASON} tecken", f"may have at most {MAX_REASON} characters")
NO_REASON: Final = Text("behövs: varför det görs; loggen visar det", "is needed: why it is done; the log shows it")


@dataclass(frozen=True)
class ChangeNote:
    """The author of a change of an actor, and the reason."""

    author: Author
    reason: str = ""


def require_reason(reason: str, *, is_needed: bool) -> str:
    """The reason without blanks around it.

    Raises:
        InvalidValues: it is empty though it is needed, too long, or cannot be stored.
    """
    text = reason.strip()
    wrong = wrong_with_text(text)
    if len(text) > MAX_REASON:
        wrong = LONG_REASON
    if is_needed and not text:
        wrong = NO_REASON
    if wrong:
        raise InvalidValues([InvalidValue(("reason",), wrong)])
    return text


def record_actor_change(
    kind: ActorEvent.Kind, before: ActorEntry | None, after: ActorEntry, note: ChangeNote
) -> None:
    """Add a line to the actor's log and one to the register's, in the transaction of the change."""
    changed = differences_between(before, after)
    record_change(note.author.origin, f"actor_{kind}", after.number, changed=changed | _reason(note))
    ActorEvent.objects.create(
        organisation=after.number,
        kind=kind,
        at=clock.now(),
        origin=note.author.origin,
        by=note.author.name[: ActorEvent._meta.get_field("by").max_length],
        reason=note.reason,
        changes=changed,
    )


def differences_between(before: ActorEntry | None, after: ActorEntry) -> dict[str, list[Any]]:
    """The values that differ, each with what it was and what it is. Before it was connected, a value is null."""
    old, new = _values_of(before) if before else {}, _values_of(after)
    return {name: [old.get(name), value] for name, value in new.items() if old.get(name) != value}


def events_of(number: str, limit: int, before: int | None = None) -> tuple[list[ActorEvent], int | None]:
    """Some lines of an actor's log, the newest first, and the key before which the next page begins."""
    rows = ActorEvent.objects.filter(organisation=number).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found, last = page_of(rows, limit)
    return found, last.pk if last else None


def _reason(note: ChangeNote) -> dict[str, Any]:
    return {"reason": note.reason, "by": note.author.name}


def _values_of(entry: ActorEntry) -> Mapping[str, Any]:
    supplier = entry.supplier
    return {
        "name": entry.name,
        "roles": sorted(entry.roles),
        "state": entry.state.value,
        "sector": entry.sector.value,
        "dispatchers": sorted(entry.dispatchers),
        "senders": sorted(entry.senders),
        "domain": supplier.domain if supplier else None,
        "service_address": supplier.service_address if supplier else None,
        "ui_address": supplier.ui_address if supplier else None,
        "public_senders_only": supplier.public_senders_only if supplier else None,
    }
