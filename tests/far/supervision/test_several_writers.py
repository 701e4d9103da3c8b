"""Several processes and threads write one log: one chain, nothing lost, nothing twice."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections, transaction
from pytest_django.fixtures import Settings

from far.models import CallCount, LogEntry, UnchainedEntry
from far.supervision import call_log as module
from far.supervision import chain, record_change
from far.supervision.call_log import CallLog
from far.supervision.verification import verify_log
from infra import clock
from infra.clock import SWEDEN
from infra.soap.reports.calls import Call
from infra.supervisor import process_end
from tests.cast import ARVID, MARIA

pytestmark = pytest.mark.django_db(transaction=True)

KOMMUN_A = "162021004748"
WRITERS, CALLS = 4, 30


class Question:
    """A request that is about nobody."""


def call(operation: str = "isReachable", request: object = None) -> Call:
    return Call(clock.now(), "Recipient/v3", operation, KOMMUN_A, request or Question(), 0, "0" * 32)


def run_together(work: Callable[[int], None]) -> None:
    """The work in as many threads as there are writers, all begun at once."""
    start = threading.Barrier(WRITERS)
    problems: list[BaseException] = []

    def run(number: int) -> None:
        start.wait()
        try:
            work(number)
        except BaseException as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_calls_of_several_processes_stand_in_one_chain() -> None:
    def write_calls(number: int) -> None:
        own = CallLog()
        for place in range(CALLS):
            own.note(call(f"operation{number}"))
            if place % 7 == 0:
                own.write()
        own.write()

    run_together(write_calls)

    found = verify_log()
    assert found.damage is None
    assert found.entries == WRITERS * CALLS
    assert sorted(CallCount.objects.values_list("operation", "calls")) == [
        (f"operation{number}", CALLS) for number in range(WRITERS)
    ]


def test_changes_get_their_place_once_whoever_comes_first() -> None:
    def change(number: int) -> None:
        for _ in range(CALLS):
            with transaction.atomic():
                record_change(f"actor{number}", "register", ARVID)
            chain.append_all_changes()

    run_together(change)

    assert verify_log().damage is None
    assert LogEntry.objects.count() == WRITERS * CALLS
    assert not UnchainedEntry.objects.exists()


def test_calls_that_cannot_be_written_wait_and_are_written_later() -> None:
    own = CallLog()
    own.note(call())

    def refuse(*_: object) -> None:
        raise OperationalError("the disk is full")

    with connection.execute_wrapper(refuse), pytest.raises(OperationalError):
        own.write()
    assert LogEntry.objects.count() == 0

    own.note(call())
    own.write()

    assert LogEntry.objects.count() == 2
    assert CallCount.objects.get().calls == 2


def test_calls_beyond_what_memory_keeps_are_lost_and_the_log_says_how_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MAX_WAITING", 10)
    own = CallLog()

    for _ in range(25):
        own.note(call())
    own.write()
    own.note(call())
    own.write()

    lost = LogEntry.objects.get(operation="lostCalls")
    assert lost.changed == '{"calls": 14}'
    assert LogEntry.objects.filter(operation="isReachable").count() == 12
    assert verify_log().damage is None


def test_more_than_a_block_is_written_in_several_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 10)
    own = CallLog()
    for _ in range(35):
        own.note(call())

    own.write()

    assert LogEntry.objects.count() == 35


def test_a_call_around_midnight_counts_on_its_own_day_in_sweden() -> None:
    own = CallLog()
    midnight = clock.now().astimezone(SWEDEN).replace(hour=0, minute=0, second=0, microsecond=0)
    for at in (midnight, midnight - timedelta(seconds=1)):
        own.note(Call(at, "Service/v3", "notify", KOMMUN_A, Question(), 0, "0" * 32))
    own.write()

    days = set(CallCount.objects.values_list("day", flat=True))
    assert days == {midnight.date(), midnight.date() - timedelta(days=1)}


def test_whom_a_call_was_about_is_known_after_the_request_is_gone() -> None:
    from contracts import recipient_v3

    own = CallLog()
    own.note(call(request=recipient_v3.IsRegistered(recipient_id=[ARVID, MARIA])))
    own.write()

    entry = LogEntry.objects.get()
    assert (entry.subject, entry.subjects, len(bytes(entry.other_keys))) == (f"{ARVID[:8]}****", 2, 8)


def test_other_services_are_neither_logged_nor_counted() -> None:
    own = CallLog()
    own.note(Call(clock.now(), "PopulationRegister", "getPersons", KOMMUN_A, Question(), 0, "0" * 32))

    own.write()

    assert not LogEntry.objects.exists()
    assert not CallCount.objects.exists()


def test_a_process_that_ends_without_its_database_says_how_many_calls_are_lost(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LOG_WRITE_SECONDS = 3600
    own = CallLog()
    own.note(call())

    def refuse(*_: object) -> None:
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        process_end.run_functions()

    assert "1 calls are not in the register's log: gone" in caplog.text


def test_a_process_that_ends_without_its_database_but_lost_no_call_warns_of_none(
    db: None, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LOG_WRITE_SECONDS = 3600
    own = CallLog()
    own.note(call())
    own.write()

    def refuse(*_: object) -> None:
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        process_end.run_functions()

    assert "gone" not in caplog.text
