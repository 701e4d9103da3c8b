"""The overview: what waits where, who does not answer, and how much was done."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from console.overview.chart import HEIGHT, draw_chart
from console.overview.traffic import MINUTES, Minute, Tally
from formedlare.lanes import breaker
from formedlare.models import Lane
from infra import clock
from infra.texts import Text
from tests.console.conftest import Console, Fates, words

DOWN = "driftstopp.example"


def lane_words(console: Console, name: str) -> str:
    return words(console.page("overview"), f"//*[@id='ko-{name}']")


def test_without_letters_it_says_how_to_send_one(console: Console, db: None) -> None:
    assert "send_letter 198101052382 --relay" in words(console.page("overview"))


def test_the_figures_of_the_day_are_large_and_right(console: Console, fates: Fates) -> None:
    page = console.page("overview")

    figures = [int(figure.text) for figure in page.xpath("//dl[@class='figures']//b")]
    assert figures == [1, 4, 1, 0, 1]
    assert "1 i utskriftskön" in words(page)


def test_each_lane_says_what_waits_and_since_when(console: Console, fates: Fates) -> None:
    told = lane_words(console, DOWN)

    assert "Väntar 1" in told
    assert "1 försök utan användbart svar. Efter 4 till pausas kön." in told
    assert "har ett namn som inte finns" in told
    assert "Svarar som vanligt" in lane_words(console, "minmyndighetspost.se")


def test_a_lane_that_is_down_says_when_it_is_tried_again(console: Console, fates: Fates) -> None:
    for _ in range(breaker.FAILURES_THAT_OPEN):
        breaker.record_failure(DOWN, Text("inget svar", "no answer"), 5)

    told = lane_words(console, DOWN)

    assert "Pausad" in told
    assert "Nästa försök" in told
    assert "Breven ligger säkert" in told


@pytest.mark.parametrize(
    ("lane", "told"),
    [(DOWN, "så ett brev står på tur att prövas."), ("tom.example", "Nästa brev som kommer prövas.")],
    ids=["letters wait", "nothing waits"],
)
def test_a_pause_that_is_over_is_not_called_a_coming_one(
    console: Console, fates: Fates, lane: str, told: str
) -> None:
    for _ in range(breaker.FAILURES_THAT_OPEN):
        breaker.record_failure(lane, Text("inget svar", "no answer"), 5)
    Lane.objects.filter(name=lane).update(retry_at=clock.now() - timedelta(seconds=3))

    shown = lane_words(console, lane)

    assert told in shown
    assert "Pausen gick ut" in shown
    assert "Nästa försök" not in shown


def test_a_paused_lane_is_set_going_by_hand(console: Console, fates: Fates) -> None:
    for _ in range(breaker.FAILURES_THAT_OPEN):
        breaker.record_failure(DOWN, Text("inget svar", "no answer"), 5)

    answer = console.do("lane-reset", DOWN)

    assert "är i gång igen" in answer.content.decode()
    assert Lane.objects.get(name=DOWN).breaker == Lane.Breaker.CLOSED


def test_how_many_may_be_at_a_lane_is_changed_within_limits(console: Console, fates: Fates) -> None:
    console.do("lane-concurrency", DOWN, antal=9)
    assert Lane.objects.get(name=DOWN).concurrency == 9

    for nonsense in ("0", "65", "-1", "många", ""):
        answer = console.do("lane-concurrency", DOWN, antal=nonsense)
        assert "heltal från 1 till 64" in answer.content.decode()
    assert Lane.objects.get(name=DOWN).concurrency == 9


def test_a_lane_that_is_not_there_is_not_found(console: Console, db: None) -> None:
    assert console.do("lane-reset", "finns-inte.example").status_code == 404
    assert console.do("lane-concurrency", "finns-inte.example", antal=2).status_code == 404


def test_the_open_page_is_told_of_changes_only(console: Console, fates: Fates) -> None:
    page = console.page("overview")
    address = page.xpath("string(//*[@id='oversikt']/@hx-get)")
    Lane.objects.update(last_problem=Text.same("nytt"))

    changed = console.client.get(address)
    assert changed.status_code == 200
    assert "nytt" in changed.content.decode()


def test_an_idle_page_is_told_nothing(console: Console, db: None) -> None:
    address = console.page("overview").xpath("string(//*[@id='oversikt']/@hx-get)")

    assert console.client.get(address).status_code == 204


def test_the_overview_takes_as_many_queries_with_many_lanes(
    console: Console, fates: Fates, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cache.clear()
    with django_assert_max_num_queries(80):
        console.page("overview")


def test_the_chart_fits_the_busiest_minute_and_stacks_the_rest() -> None:
    begins = clock.now().replace(second=0, microsecond=0)
    quiet = [Minute(begins + timedelta(minutes=place), Tally()) for place in range(MINUTES - 1)]
    busy = Minute(begins + timedelta(hours=1), Tally(received=10, delivered=4, printed=3, failed=1))

    chart = draw_chart((*quiet, busy))

    assert chart.top == 10
    assert [(bar.kind, bar.height) for bar in chart.bars] == [
        ("delivered", HEIGHT * 0.4),
        ("printed", HEIGHT * 0.3),
        ("failed", HEIGHT * 0.1),
    ]
    assert chart.bars[-1].y == pytest.approx(HEIGHT * 0.2)
    assert chart.line.endswith(",0")


def test_an_hour_without_letters_is_an_empty_chart() -> None:
    chart = draw_chart(tuple(Minute(clock.now(), Tally()) for _ in range(MINUTES)))

    assert (chart.bars, chart.top) == ((), 1)
