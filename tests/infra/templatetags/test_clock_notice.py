"""Pages say what the simulator's clock shows while it does not show the machine's time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template

from infra import clock
from infra.clock import Setting

SOURCE = "{% load clock_notice %}{% moved_clock as moved %}"
NOTICE = Template(
    SOURCE + "{% if moved %}{{ moved.now|date:'Y-m-d' }} {{ moved.is_frozen }}{% else %}right{% endif %}"
)


@pytest.fixture(autouse=True)
def _right_clock() -> Iterator[None]:
    clock.move_clock(clock.RIGHT)
    yield
    clock.move_clock(clock.RIGHT)


def notice() -> str:
    return str(NOTICE.render(Context()))


def test_a_right_clock_needs_no_notice() -> None:
    assert notice() == "right"


def test_a_clock_that_stands_still_shows_its_moment() -> None:
    clock.move_clock(Setting(frozen_at=datetime(2031, 5, 6, 12, tzinfo=UTC)))

    assert notice() == "2031-05-06 True"


@pytest.mark.parametrize("days", [400, -400])
def test_a_clock_that_was_moved_goes_on_from_there(days: int) -> None:
    clock.move_clock(Setting(offset=timedelta(days=days)))
    expected = clock.real_now() + timedelta(days=days)

    assert notice() == f"{expected.astimezone(clock.SWEDEN):%Y-%m-%d} False"


def test_a_clock_that_is_put_right_again_is_silent() -> None:
    clock.move_clock(Setting(offset=timedelta(days=1)))
    clock.move_clock(Setting(offset=timedelta(0)))

    assert notice() == "right"
