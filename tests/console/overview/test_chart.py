"""The chart of the last hour, laid out for the template."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console.overview.chart import BAR, HEIGHT, LABELLED_EVERY, STEP, draw_chart
from console.overview.traffic import MINUTES, Minute, Tally

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def hour(**busy: Tally) -> tuple[Minute, ...]:
    """An hour from noon; `m7` is what happened in minute 7."""
    return tuple(
        Minute(NOON + timedelta(minutes=place), busy.get(f"m{place}", Tally())) for place in range(MINUTES)
    )


def test_the_chart_is_as_wide_as_its_minutes() -> None:
    assert draw_chart(hour()).width == MINUTES * STEP
    assert draw_chart(hour()[:10]).width == 10 * STEP


def test_the_busiest_minute_is_as_high_as_the_chart() -> None:
    chart = draw_chart(hour(m3=Tally(delivered=8), m9=Tally(delivered=2)))

    assert [(bar.height, bar.y) for bar in chart.bars] == [(HEIGHT, 0), (HEIGHT / 4, HEIGHT * 3 / 4)]


@pytest.mark.parametrize("tally", [Tally(received=9, delivered=3), Tally(received=3, delivered=9)])
def test_what_came_and_what_went_share_one_scale(tally: Tally) -> None:
    assert draw_chart(hour(m0=tally)).top == 9


def test_outcomes_of_a_minute_stand_on_one_another_without_gaps() -> None:
    chart = draw_chart(hour(m5=Tally(delivered=2, printed=1, failed=1)))

    assert [bar.kind for bar in chart.bars] == ["delivered", "printed", "failed"]
    assert {bar.x for bar in chart.bars} == {5 * STEP}
    for lower, upper in zip(chart.bars, chart.bars[1:], strict=False):
        assert upper.y + upper.height == pytest.approx(lower.y)


def test_an_outcome_that_nothing_had_has_no_bar() -> None:
    assert [bar.kind for bar in draw_chart(hour(m5=Tally(failed=1))).bars] == ["failed"]


def test_bars_stay_within_the_chart_however_many_letters_there_are() -> None:
    chart = draw_chart(hour(m59=Tally(received=1, delivered=333_333, printed=333_333, failed=333_334)))

    assert all(bar.y >= -0.2 and bar.y + bar.height <= HEIGHT + 0.2 for bar in chart.bars)
    assert all(bar.x + BAR <= chart.width for bar in chart.bars)


def test_the_line_of_what_came_has_two_points_for_each_minute() -> None:
    points = draw_chart(hour(m1=Tally(received=4))).line.split()

    assert len(points) == 2 * MINUTES
    heights = [float(point.split(",")[1]) for point in points]
    assert heights[:4] == [HEIGHT, HEIGHT, 0, 0]
    assert set(heights[4:]) == {HEIGHT}


def test_each_quarter_of_an_hour_is_labelled() -> None:
    labels = [label.begins.minute for label in draw_chart(hour()).labels]

    assert labels == list(range(0, 60, LABELLED_EVERY))
