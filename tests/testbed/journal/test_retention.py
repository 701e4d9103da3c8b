"""The journal stays within its limits: number, age, bytes; and a run's exchanges go with the run."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from infra import clock
from infra.clock import Setting
from infra.hooks.exchanges import Direction, Edge, Exchange
from testbed.journal import retention
from testbed.journal.recording import bodies
from testbed.journal.recording.numbering import newest_key
from testbed.journal.recording.recorder import recorder
from tests.testbed.journal.conftest import Journal

pytestmark = pytest.mark.usefixtures("journal")


def tell(**values: Any) -> None:
    recorder.note(Exchange(**{"edge": Edge.SOAP, "direction": Direction.IN, "address": "/x", **values}))


def test_the_oldest_go_when_there_are_too_many(journal: Journal, settings: Settings) -> None:
    settings.JOURNAL_MAX_EXCHANGES = 3
    for number in range(10):
        tell(label=str(number))
    recorder.write()

    assert retention.prune_journal() == 7

    assert [each["label"] for each in journal.find()] == ["9", "8", "7"]
    assert journal.find(label="1") == []
    assert retention.prune_journal() == 0


def test_what_is_too_old_goes(journal: Journal, settings: Settings) -> None:
    settings.JOURNAL_KEEP_DAYS = 7
    tell(at=clock.now() - timedelta(days=8), label="old")
    tell(label="new")
    recorder.write()

    assert retention.prune_journal() == 1
    assert journal.only()["label"] == "new"

    settings.JOURNAL_KEEP_DAYS = 0
    assert retention.prune_journal() == 0


def test_the_bytes_of_today_stay_when_the_clock_is_ahead(journal: Journal) -> None:
    clock.move_clock(Setting(offset=timedelta(days=400)))
    try:
        tell(label="new", request=b"bytes", at=clock.now())
        recorder.write()

        retention.prune_journal()

        assert journal.bytes_at(journal.only(label="new")["request"]) == b"bytes"
    finally:
        clock.move_clock(clock.RIGHT)


def test_bytes_that_are_too_many_go_and_their_exchanges_stay(journal: Journal, settings: Settings) -> None:
    settings.JOURNAL_MAX_BYTES = 16_000
    for number in range(20):
        tell(label=str(number), request=b"x" * 1_500)
        recorder.write()

    retention.prune_journal()

    assert sum(file.stat().st_size for file in bodies.bodies_folder().iterdir()) <= 16_000
    assert len(journal.find()) == 20
    assert journal.bytes_at(journal.only(label="19")["request"]) == b"x" * 1_500
    gone = journal.client.get(journal.only(label="0")["request"])
    assert gone.status_code == 404
    assert "MM_JOURNAL_MAX_BYTES" in gone.json()["detail"]


def test_the_exchanges_of_a_run_are_deleted_and_no_others(journal: Journal) -> None:
    for number in range(4):
        tell(label="run 1" if number % 2 else "run 2")
    recorder.write()

    assert retention.delete_labelled("run 1") == 2
    assert [each["label"] for each in journal.find()] == ["run 2", "run 2"]


def test_a_key_is_never_used_twice(journal: Journal) -> None:
    tell(label="a")
    recorder.write()
    before = newest_key()
    retention.delete_labelled("a")
    tell(label="b")

    assert journal.only()["id"] == before + 1


def test_an_empty_journal_has_nothing_to_prune() -> None:
    assert retention.prune_journal() == 0
    assert newest_key() == 0
