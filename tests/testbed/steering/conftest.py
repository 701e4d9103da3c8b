"""A clock that stands right after each test, and rules and modes that no process remembers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from infra import clock
from testbed.faults import finding
from testbed.timing import modes


@pytest.fixture(autouse=True)
def nothing_stays(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.RUN_DIR = tmp_path
    yield
    clock.move_clock(clock.RIGHT)
    finding.version.advance()
    modes.version.advance()
