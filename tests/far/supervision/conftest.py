"""The log under test: nothing waits in memory from other tests."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from far.models import LogEntry
from far.supervision import chain
from far.supervision.call_log import call_log
from infra import clock


@pytest.fixture(autouse=True)
def _folder_of_this_test_alone(tmp_path: Path, settings: Settings) -> None:
    """Other tests' notes of where the log ends say nothing here."""
    settings.DATA_DIR = tmp_path


@pytest.fixture(autouse=True)
def _calls_of_this_test_alone() -> Iterator[None]:
    call_log.discard()
    yield
    call_log.discard()


def entry_of(changed_at: datetime, **values: Any) -> LogEntry:
    """An entry that is not chained yet, with what the test says of it."""
    usual: dict[str, Any] = {
        "kind": LogEntry.Kind.CALL,
        "actor": "162021004748",
        "service": "Recipient/v3",
        "operation": "isReachable",
        "other_keys": b"",
        "trace": "0" * 32,
    }
    return LogEntry(at=changed_at, **usual | values)


def add_days_of_calls(days: int, calls: int = 3) -> None:
    """So many calls on each of the last days, the oldest first."""
    for back in range(days - 1, -1, -1):
        at = clock.now() - timedelta(days=back)
        chain.append_entries([entry_of(at, operation=f"operation{number}") for number in range(calls)])
