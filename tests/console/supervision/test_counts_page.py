"""The counts on the page: drawings, table, filters, file, and who is suspended."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client

from far.actor_entries import changes
from far.actor_entries.log import ChangeNote
from far.models import CallCount
from far.supervision.call_log import call_log
from infra import clock
from infra.authorship import Author, Origin
from tests.console.conftest import Console, words

pytestmark = pytest.mark.usefixtures("world")

KOMMUN_A, KOMMUN_B, STRANGER = "162021004748", "162021003898", "165560000001"


@pytest.fixture(autouse=True)
def _nothing_of_other_tests() -> Iterator[None]:
    call_log.discard()
    yield
    call_log.discard()


def count(back: int, actor: str, operation: str, calls: int, service: str = "Recipient/v3", code: int = 0) -> None:
    CallCount.objects.create(
        day=clock.today() - timedelta(days=back),
        actor=actor,
        service=service,
        operation=operation,
        code=code,
        calls=calls,
        subjects=calls,
    )


@pytest.fixture
def some_counts() -> None:
    count(0, KOMMUN_A, "isReachable", 1_234)
    count(5, KOMMUN_A, "isReachable", 100)
    count(5, KOMMUN_A, "isReachable", 7, code=5001)
    count(2, KOMMUN_B, "deliverSecure", 50, "Service/v3")
    count(29, STRANGER, "register", 3)
    count(45, KOMMUN_B, "isReachable", 9_999)


def test_each_group_has_a_drawing_with_a_bar_for_each_day(console: Console, some_counts: None) -> None:
    page = console.page("supervision")

    titles = [words(title, ".") for title in page.xpath("//figure//h2")]
    assert titles == ["Frågor", "Ändringar i registret", "Leveranser till brevlådor"]
    assert len(page.xpath("(//figure)[1]//rect")) == 2
    assert "1334 besvarade anrop" in page.xpath("(//figure)[1]//svg/@aria-label")[0].replace("\xa0", "")


def test_the_table_has_names_numbers_and_what_was_refused(console: Console, some_counts: None) -> None:
    page = console.page("supervision")

    rows = [words(row, ".") for row in page.xpath("//tbody/tr")]
    assert rows == [
        f"Kommun A {KOMMUN_A} isReachable Recipient/v3 Anrop 1 341 Mottagare 1 341 Nekade 7",
        f"Kommun B {KOMMUN_B} deliverSecure Service/v3 Anrop 50 Mottagare 50 Nekade 0",
        f"{STRANGER} register Recipient/v3 Anrop 3 Mottagare 3 Nekade 0",
    ]


def test_what_far_tells_operators_is_no_delivery_and_has_its_name(console: Console) -> None:
    count(0, settings.REGISTER_ORGANISATION, "flagRemovedAccounts", 32, "Service")

    page = console.page("supervision")

    assert [words(title, ".") for title in page.xpath("//figure//h2")] == ["FaR till operatörer"]
    assert words(page, "//tbody/tr").startswith("FaR 162021009010 flagRemovedAccounts")


def test_actor_and_operation_can_be_chosen(console: Console, some_counts: None) -> None:
    page = console.page("supervision", actor=KOMMUN_B)
    assert [words(row, ".")[:8] for row in page.xpath("//tbody/tr")] == ["Kommun B"]

    page = console.page("supervision", operation="register")
    assert [words(title, ".") for title in page.xpath("//figure//h2")] == ["Ändringar i registret"]


def test_a_period_can_be_chosen_both_days_included(console: Console, some_counts: None) -> None:
    fifth = clock.today() - timedelta(days=5)

    page = console.page("supervision", since=fifth.isoformat(), through=fifth.isoformat())

    assert [words(row, "./td[position() > 1]") for row in page.xpath("//tbody/tr")] == [
        "Anrop 107 Mottagare 107 Nekade 7"
    ]
    assert len(page.xpath("//rect")) == 1


def test_an_older_period_needs_only_its_last_day(console: Console, some_counts: None) -> None:
    page = console.page("supervision", through=(clock.today() - timedelta(days=40)).isoformat())

    assert "9 999" in words(page, "//tbody")


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"since": "2026-02-01", "through": "2026-01-01"}, "Den sista dagen ligger före den första"),
        ({"since": "2020-01-01", "through": "2026-01-01"}, "högst 400 dagar"),
        ({"since": "1800-01-01"}, "1900"),
        ({"through": "9999-12-31"}, "2999"),
        ({"since": "i går"}, "giltigt datum"),
        ({"actor": "' OR 1=1 --"}, "OR 1=1"),
        ({"operation": "<script>"}, "script"),
    ],
)
def test_filters_that_make_no_sense_are_explained(console: Console, query: dict[str, str], wrong: str) -> None:
    page = console.page("supervision", status=422, **query)

    assert wrong in words(page, "//form")
    assert "Något i urvalet behöver rättas" in words(page)
    assert not page.xpath("//main//script")


def test_a_day_in_the_future_and_a_first_day_after_today_are_no_error(console: Console) -> None:
    assert console.page("supervision", since=(clock.today() + timedelta(days=9)).isoformat()) is not None


def test_the_file_has_what_the_page_shows(client: Client, some_counts: None) -> None:
    answer = client.get("/konsol/tillsyn/anrop.csv", {"actor": KOMMUN_A})

    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("day;actor;")
    assert len(lines) == 4
    assert client.get("/konsol/tillsyn/anrop.csv", {"since": "x"}).status_code == 422


def test_suspended_actors_are_listed_with_the_reason_and_lead_to_their_page(console: Console) -> None:
    assert "Ingen aktör är avstängd" in words(console.page("supervision"))
    changes.suspend_actor(KOMMUN_B, ChangeNote(Author(Origin.CONSOLE, "eva"), "Skickar till fel personer"))

    page = console.page("supervision")

    listed = words(page, "//section[@aria-labelledby='sparrade']")
    assert f"Kommun B {KOMMUN_B} Skickar till fel personer" in listed
    assert "console eva" in listed
    assert page.xpath(f"//a[contains(@href, '/aktorer/{KOMMUN_B}/')]")


def test_without_calls_the_page_says_so(console: Console) -> None:
    assert "Ingen har anropat registret" in words(console.page("supervision"))


def test_a_long_period_draws_every_day(console: Console) -> None:
    for back in range(399):
        count(back, KOMMUN_A, "isReachable", back + 1)
    first = clock.today() - timedelta(days=399)

    page = console.page("supervision", since=first.isoformat())

    assert len(page.xpath("//rect")) == 399
    assert isinstance(first, date)
    assert len(page.xpath("//figure//time")) == 4
