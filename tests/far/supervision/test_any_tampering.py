"""Whatever is done to whichever entries: verification finds the first place where the log is not what it was."""

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from far.models import LogEntry, LogHead
from far.supervision import record_change
from far.supervision.chain import append_all_changes
from far.supervision.verification import verify_log

pytestmark = pytest.mark.django_db

ENTRIES = 8
COLUMNS = ("actor", "operation", "subject", "changed", "trace", "service")


@pytest.fixture
def log() -> None:
    for number in range(ENTRIES):
        record_change(f"actor{number}", "register", "165560000001", changed={"number": number})
    append_all_changes()


def change(sequence: int, column: str, value: str) -> int | None:
    before = LogEntry.objects.values_list(column, flat=True).get(sequence=sequence)
    LogEntry.objects.filter(sequence=sequence).update(**{column: value})
    return sequence if before != value else None


def delete(first: int, last: int) -> int | None:
    LogEntry.objects.filter(sequence__gte=first, sequence__lte=last).delete()
    if first > last:
        return None
    return first if last >= ENTRIES else last + 1


def swap(one: int, other: int) -> int | None:
    LogEntry.objects.filter(sequence=one).update(sequence=1_000)
    LogEntry.objects.filter(sequence=other).update(sequence=one)
    LogEntry.objects.filter(sequence=1_000).update(sequence=other)
    return min(one, other) if one != other else None


def shorten(to: int) -> int | None:
    """Delete the end, and let the head say that it was always there."""
    last = LogEntry.objects.get(sequence=to)
    LogEntry.objects.filter(sequence__gt=to).delete()
    LogHead.objects.update(sequence=to, digest=last.digest)
    return None


sequences = some.integers(1, ENTRIES)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    what=some.sampled_from([change, delete, swap]),
    one=sequences,
    other=sequences,
    column=some.sampled_from(COLUMNS),
    value=some.sampled_from(["", "x", "register"]),
)
def test_the_first_entry_that_is_not_what_it_was_is_named(
    log: None, what: Callable[..., int | None], one: int, other: int, column: str, value: str
) -> None:
    with transaction.atomic():
        first = change(one, column, value) if what is change else what(one, other)
        found = verify_log()
        transaction.set_rollback(True)

    assert (found.broken_at or None) == first
    assert (found.damage is None) == (first is None)


def test_only_a_noted_head_shows_that_the_end_was_cut_off_with_its_record(log: None) -> None:
    noted = verify_log().head

    shorten(5)

    assert verify_log().damage is None
    assert verify_log(noted).broken_at == noted.sequence
