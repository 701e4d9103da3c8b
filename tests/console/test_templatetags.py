"""How the console writes states, ages, durations and money."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from infra import clock

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


def draw(source: str, language: str = "sv", **values: object) -> str:
    with translation.override(language):
        return str(Template("{% load console_tags %}" + source).render(Context(values)))


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is twelve o'clock in Sweden."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return NOON


@pytest.mark.parametrize(
    ("seconds", "swedish", "english"),
    [
        (0, "0 s", "0 s"),
        (59, "59 s", "59 s"),
        (60, "1 min", "1 min"),
        (3_599, "59 min", "59 min"),
        (3_600, "1 tim 0 min", "1 h 0 min"),
        (7_500, "2 tim 5 min", "2 h 5 min"),
        (86_400, "1 dygn", "1 day"),
        (3 * 86_400 + 5, "3 dygn", "3 days"),
    ],
)
def test_an_age_is_written_in_the_unit_that_fits(noon: datetime, seconds: int, swedish: str, english: str) -> None:
    since = noon - timedelta(seconds=seconds)

    assert draw("{{ since|age }}", since=since) == swedish
    assert draw("{{ since|age }}", "en", since=since) == english


def test_a_moment_that_has_passed_is_no_time_away(noon: datetime) -> None:
    assert draw("{{ moment|until }}", moment=noon - timedelta(hours=1)) == "0 s"
    assert draw("{{ moment|until }}", moment=noon + timedelta(minutes=4)) == "4 min"


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (None, ""),
        (0, "0 ms"),
        (85, "85 ms"),
        (999, "999 ms"),
        (1_200, "1,2 s"),
        (59_900, "59,9 s"),
        (120_000, "2 min"),
    ],
)
def test_a_duration_is_written_as_people_read_it(count: int | None, written: str) -> None:
    assert draw("{{ count|milliseconds }}", count=count) == written


def test_between_two_moments_milliseconds_count_while_it_is_short() -> None:
    assert draw("{{ length|span }}", length=timedelta(milliseconds=165)) == "165 ms"
    assert draw("{{ length|span }}", length=timedelta(minutes=2)) == "2 min"


def test_the_decimal_mark_is_the_languages() -> None:
    assert draw("{{ value|decimal }}", value=1.25) in {"1,2", "1,3"}
    assert "." in draw("{{ value|decimal }}", "en", value=1.25)


@pytest.mark.parametrize(
    ("count", "written"), [(0, "0"), (999, "999"), (12_345, "12 345"), (1_234_567, "1 234 567")]
)
def test_thousands_are_set_apart_by_a_space_that_does_not_break(count: int, written: str) -> None:
    assert draw("{{ count|thousands }}", count=count) == written.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("ore", "written"),
    [
        (0, "0,00 kr"),
        (5, "0,05 kr"),
        (1_850, "18,50 kr"),
        (123_456_789, "1 234 567,89 kr"),
        (-1_850, "\u221218,50 kr"),
    ],
)
def test_money_is_kronor_with_two_decimals(ore: int, written: str) -> None:
    assert draw("{{ ore|kronor }}", ore=ore) == written.replace(" ", "\u00a0").replace("\u00a0kr", " kr")


def test_a_time_of_today_has_no_date(noon: datetime) -> None:
    assert draw("{{ moment|second }}", moment=noon - timedelta(hours=1)) == "11:00:00"
    assert draw("{{ moment|second }}", moment=noon - timedelta(days=1)) == "2026-11-23 12:00:00"


@pytest.mark.parametrize(
    ("source", "swedish", "english"),
    [
        ("{{ 'delivered'|state_name }}", "Levererad", "Delivered"),
        ("{{ 'waiting'|state_tone }}", "wait", "wait"),
        ("{{ 'sending'|state_tone }}", "moving", "moving"),
        ("{{ 'print'|channel_name }}", "Utskrift", "Print"),
        ("{{ 'notification'|kind_name }}", "Notifiering", "Notification"),
    ],
)
def test_facts_of_the_relay_are_written_in_the_readers_language(source: str, swedish: str, english: str) -> None:
    assert (draw(source), draw(source, "en")) == (swedish, english)


@pytest.mark.parametrize("name", ["state_name", "channel_name", "kind_name"])
def test_a_value_without_a_name_is_shown_as_it_is(name: str) -> None:
    assert draw("{{ value|" + name + " }}", value="something-new") == "something-new"
