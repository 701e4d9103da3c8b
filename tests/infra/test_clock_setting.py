"""The setting of the simulator's clock: one for all processes, and real time beside it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from infra import clock
from infra.clock import Setting
from tests.waiting import eventually

MOMENTS = st.timedeltas(timedelta(0), timedelta(days=36_500)).map(
    lambda since: datetime(2000, 1, 1, tzinfo=UTC) + since
)
OFFSETS = st.timedeltas(timedelta(days=-9000), timedelta(days=9000))


@pytest.fixture(autouse=True)
def right_clock() -> Iterator[None]:
    yield
    clock.move_clock(clock.RIGHT)


@given(OFFSETS, MOMENTS, st.none() | MOMENTS)
def test_a_setting_is_read_as_it_was_written(offset: timedelta, moment: datetime, frozen: datetime | None) -> None:
    setting = Setting(offset, frozen)

    assert Setting.from_json(setting.as_json()) == setting
    assert setting.moment(moment) == (frozen or moment + offset)


@given(OFFSETS, MOMENTS, MOMENTS)
def test_a_clock_that_goes_keeps_the_order_of_moments(offset: timedelta, one: datetime, other: datetime) -> None:
    setting = Setting(offset)

    assert (setting.moment(one) < setting.moment(other)) is (one < other)
    assert setting.moment(one) - setting.moment(other) == one - other


def test_real_time_is_not_moved() -> None:
    clock.move_clock(Setting(offset=timedelta(days=400)))

    assert clock.now() - clock.real_now() > timedelta(days=399)
    assert abs(clock.real_now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_another_process_shows_the_same_time() -> None:
    clock.move_clock(Setting(frozen_at=datetime(2031, 5, 6, tzinfo=UTC)))
    program = "import django; django.setup(); from infra import clock; print(clock.now().isoformat())"
    environment = {"DJANGO_SETTINGS_MODULE": "infra.settings", "MM_DATA_DIR": str(settings.DATA_DIR)}

    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "2031-05-06T00:00:00+00:00"


def test_a_change_by_another_process_is_seen_at_once() -> None:
    assert clock.now() - clock.real_now() < timedelta(seconds=5)
    # As the file is replaced there: by rename.
    file = settings.PKI_DIR / "clock.fresh"
    file.write_text(json.dumps(Setting(offset=timedelta(days=400)).as_json()))
    file.rename(settings.PKI_DIR / "clock.json")

    eventually(lambda: clock.read_setting().is_moved, within=5.0)
