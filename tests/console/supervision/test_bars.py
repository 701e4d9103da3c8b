"""Calls by day as drawings."""

from datetime import date, timedelta

import pytest

from console.supervision.bars import HEIGHT, STEP, draw_groups
from far.supervision.counts import CountGroup, DayTotal

MONDAY = date(2026, 11, 23)


def day(number: int, calls: int, group: CountGroup = CountGroup.LOOKUP) -> DayTotal:
    return DayTotal(MONDAY + timedelta(days=number), group, calls, calls * 2)


def test_each_group_is_drawn_by_itself_in_a_fixed_order() -> None:
    totals = [day(0, 1, CountGroup.DELIVERY), day(1, 1_000_000), day(2, 3, CountGroup.CHANGE)]

    drawings = draw_groups(totals, MONDAY, MONDAY + timedelta(days=6))

    assert [drawing.group for drawing in drawings] == [CountGroup.LOOKUP, CountGroup.CHANGE, CountGroup.DELIVERY]
    assert all(drawing.bars[0].height == HEIGHT for drawing in drawings), (
        "few changes are seen beside many questions"
    )


def test_the_busiest_day_just_fits_and_the_others_are_in_proportion() -> None:
    [drawing] = draw_groups([day(0, 50), day(2, 100), day(6, 25)], MONDAY, MONDAY + timedelta(days=6))

    assert [(bar.x, bar.y, bar.height) for bar in drawing.bars] == [
        (0, HEIGHT / 2, HEIGHT / 2),
        (2 * STEP, 0, HEIGHT),
        (6 * STEP, HEIGHT * 3 / 4, HEIGHT / 4),
    ]
    assert (drawing.top, drawing.top_day) == (100, MONDAY + timedelta(days=2))
    assert (drawing.calls, drawing.subjects) == (175, 350)
    assert drawing.width == 7 * STEP


def test_a_day_with_little_is_still_seen() -> None:
    [drawing] = draw_groups([day(0, 1), day(1, 10_000_000)], MONDAY, MONDAY + timedelta(days=1))

    assert drawing.bars[0].height >= 1


@pytest.mark.parametrize(
    ("length", "labels"),
    [(1, [0]), (2, [0, 1]), (3, [0, 1, 2]), (4, [0, 1, 2, 3]), (7, [0, 2, 4, 6]), (400, [0, 133, 266, 399])],
)
def test_a_few_days_are_named_the_first_and_the_last_among_them(length: int, labels: list[int]) -> None:
    [drawing] = draw_groups([day(0, 1)], MONDAY, MONDAY + timedelta(days=length - 1))

    assert [(each - MONDAY).days for each in drawing.days] == labels


def test_without_calls_there_is_nothing_to_draw() -> None:
    assert draw_groups([], MONDAY, MONDAY) == []
