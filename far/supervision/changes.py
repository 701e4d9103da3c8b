"""Write down what changed in the register, in the transaction that changes it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from far.models import UnchainedEntry
from far.supervision.call_log import call_log
from far.supervision.subjects import key_as_integer, keys_of, masked_number
from infra import clock, trace
from infra.database import prepared_sql
from infra.identity.masking import mask_numbers


def record_change(
    actor: str,
    operation: str,
    subject: str = "",
    *,
    changed: Mapping[str, object] | None = None,
    others: Sequence[str] = (),
) -> None:
    """Write a change in the log. Call it in the transaction that makes the change: both happen or neither.

    `actor` is an organisation's number, an infra.authorship.Origin or CLOCK; `operation` the contract's word for
    what was done, or a verb of the simulator's own; `subject` the number of the holder or organisation that it
    concerns. `changed` has what changed by name: a value, or a list of the values before and after. Numbers of
    persons are masked here.
    `others` are the numbers of those that it concerns beside the first one.
    """
    prepared_sql.insert_row(
        UnchainedEntry(
            at=clock.now(),
            kind=UnchainedEntry.Kind.CHANGE,
            actor=str(actor),
            operation=operation,
            subject=masked_number(subject),
            subject_key=key_as_integer(subject) if subject else None,
            subjects=bool(subject) + len(others),
            other_keys=keys_of(others),
            changed=changed_as_json(changed),
            trace=trace.current_trace(),
        )
    )
    transaction.on_commit(call_log.write_soon)


def changed_as_json(changed: Mapping[str, object] | None) -> str:
    """What changed, as an entry has it: with the numbers of persons masked, and what looks like one."""
    return json.dumps(_without_persons(changed), ensure_ascii=False, sort_keys=True) if changed else ""


def _without_persons(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _without_persons(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_without_persons(inner) for inner in value]
    if value is None or isinstance(value, bool | int):
        return value
    return mask_numbers(str(value))
