"""The register's log on the page."""

from collections.abc import Iterator

import pytest
from django.test import Client

from far.supervision import record_change
from far.supervision.call_log import call_log
from far.supervision.chain import append_all_changes
from tests.cast import ARVID, MARIA, Sender
from tests.console.conftest import Console, words
from tests.far.supervision.test_call_log import ask

pytestmark = pytest.mark.usefixtures("world")

KOMMUN_A = "162021004748"


@pytest.fixture(autouse=True)
def _nothing_of_other_tests() -> Iterator[None]:
    call_log.discard()
    yield
    call_log.discard()


def test_a_row_says_who_did_what_to_whom_and_how_it_went(console: Console, kommun_a: Sender) -> None:
    ask(kommun_a, ARVID, MARIA)
    ask(kommun_a, MARIA, about="162021003898")

    rows = [
        words(row, ".") for row in console.page("supervision-log").xpath("//li[contains(@class, 'entry-row')]")
    ]

    assert "rad 1 Kommun A 162021004748 isReachable Recipient/v3" in rows[1]
    assert f"{ARVID[:8]}**** och 1 till Besvarat" in rows[1]
    assert "Nekat 6005" in rows[0]
    assert ARVID not in " ".join(rows)


def test_a_change_says_what_it_was_before_and_is_now(console: Console) -> None:
    record_change(
        "console", "changeServiceSupplier", ARVID, changed={"supplier": ["minmyndighetspost.se", "kivra.com"]}
    )
    record_change(
        "rest", "changedActor", KOMMUN_A, changed={"senders": [[], ["a", "b"]], "reason": "Ny", "x": None}
    )

    rows = [
        words(row, ".") for row in console.page("supervision-log").xpath("//li[contains(@class, 'entry-row')]")
    ]

    assert "Konsolen console changeServiceSupplier supplier: minmyndighetspost.se → kivra.com" in rows[1]
    assert "senders: – → a, b" in rows[0]
    assert "x: –" in rows[0]
    assert "Ändring" in rows[0]


def test_what_others_have_written_is_shown_as_text(console: Console) -> None:
    record_change("<b>x</b>", "<script>alert(1)</script>", "", changed={"<i>": "<script>"})

    page = console.page("supervision-log")

    assert not page.xpath("//main//script")
    assert "<script>alert(1)</script>" in words(page)


def test_a_person_is_found_by_the_number_which_is_not_shown(console: Console) -> None:
    record_change("console", "register", ARVID)
    record_change("console", "deregister", MARIA)

    page = console.page("supervision-log", subject=f"{ARVID[:8]}-{ARVID[8:]}")

    assert len(page.xpath("//li[contains(@class, 'entry-row')]")) == 1
    assert "deregister" not in words(page, "//ul[@class='rows']")


@pytest.mark.parametrize(
    "query",
    [
        {"subject": "12"},
        {"since": "x"},
        {"until": "9999-12-31T23:59"},
        {"kind": "x"},
        {"refused": "x"},
        {"actor": "x" * 65},
    ],
)
def test_filters_that_make_no_sense_are_explained(console: Console, query: dict[str, str]) -> None:
    page = console.page("supervision-log", status=422, **query)

    assert page.xpath("//*[@class='field__error']")


@pytest.mark.parametrize("before", ["x", "-1", "9" * 400, "0", "'"])
def test_a_page_mark_that_is_none_is_passed_over(console: Console, before: str) -> None:
    record_change("console", "register", ARVID)

    console.page("supervision-log", before=before)


def test_older_rows_are_a_page_away_with_the_same_filter(console: Console) -> None:
    for _ in range(60):
        record_change("console", "register", ARVID)
    record_change("rest", "register", ARVID)
    append_all_changes()

    first = console.page("supervision-log", actor="console")
    [older] = first.xpath("//p[@class='paging']/a/@href")
    assert older == "?actor=console&before=11"

    second = console.page("supervision-log", actor="console", before="11")
    assert len(second.xpath("//li[contains(@class, 'entry-row')]")) == 10
    assert second.xpath("//a[@href='?actor=console']")


def test_the_file_has_the_rows_that_the_page_would_show(client: Client) -> None:
    record_change("console", "register", ARVID)
    record_change("rest", "register", MARIA)

    answer = client.get("/konsol/tillsyn/logg.csv", {"actor": "rest"})

    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines] == ["sequence", "2"]
    assert client.get("/konsol/tillsyn/logg.csv", {"subject": "x"}).status_code == 422


def test_no_row_matches_and_the_page_says_so(console: Console) -> None:
    assert "Ingenting i loggen stämmer" in words(console.page("supervision-log", actor="nobody"))
