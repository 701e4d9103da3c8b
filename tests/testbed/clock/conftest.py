"""A clock that stands right before and after each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from infra import clock


@pytest.fixture(autouse=True)
def clock_of_this_test(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.RUN_DIR = tmp_path
    yield
    clock.move_clock(clock.RIGHT)
