"""Finding exchanges: each filter, words, times, pages; and texts that are no words of a search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra import clock
from infra.errors import InvalidInput
from infra.hooks import exchanges
from infra.hooks.exchanges import Direction, Edge, Exchange, Verdict
from testbed.journal.recording.recorder import recorder
from testbed.journal.search import finding
from testbed.journal.search.finding import count_exchanges, find_exchanges, find_newer, find_page
from testbed.journal.search.query_language import parse_search
from tests.testbed.journal.conftest import Journal

pytestmark = pytest.mark.usefixtures("journal")
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


def tell(**values: Any) -> None:
    usual = {"edge": Edge.SOAP, "direction": Direction.IN, "address": "/webservice/accao/Service/v3"}
    recorder.note(Exchange(**{**usual, **values}))


def keys(written: str, limit: int = 50) -> list[int]:
    return [each.pk for each in find_exchanges(parse_search(written), limit).exchanges]


REFUSED = {
    "trace": TRACE,
    "call_id": "0c0ee9d2-7b3c-4f2e-9a53-2f1f6a1d5a10",
    "label": "körning 7 / Ä",
    "caller": "162021004748",
    "sender": "162021003898",
    "certificate": "5f3a9c",
    "operation": "deliverSecure",
    "service": "Service/v3",
    "recipient": "198101052382",
    "status": 500,
    "verdict": Verdict.REFUSED,
    **exchanges.reasons_of(InvalidInput("Fel", "Wrong", slug="wrong-body")),
}


@pytest.mark.parametrize(
    "words", ["label:old", "label:old direction:in", "-label:new", "label:old since:2020-01-01"]
)
def test_what_is_older_than_the_latest_ones_is_found_a_page_at_a_time(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL looks for it among the latest ones first."""
    monkeypatch.setattr(finding, "RECENT", 2)
    for label in ("old", "new", "old", "old", "new", "new", "new"):
        tell(label=label)
    [newest, *_] = keys("")
    old = [newest - 3, newest - 4, newest - 6]

    assert keys(words) == old
    first = find_exchanges(parse_search(words), 2)
    assert ([each.pk for each in first.exchanges], first.next_cursor) == (old[:2], old[1])
    rest = find_exchanges(parse_search(words), 2, before=old[1])
    assert ([each.pk for each in rest.exchanges], rest.next_cursor) == (old[2:], None)


@pytest.mark.parametrize(
    "written",
    [
        f"trace:{TRACE}",
        "call_id:0c0ee9d2-7b3c-4f2e-9a53-2f1f6a1d5a10",
        'label:"körning 7 / Ä"',
        'label:"KÖRNING 7 / ä"',
        "caller:162021004748",
        "sender:162021003898",
        "organisation:162021004748",
        "organisation:202100-3898",
        "certificate:5F3A9C",
        "operation:deliversecure",
        "service:Service/v3",
        "recipient:198101052382",
        "status:500",
        "code:5001",
        "verdict:refused",
        "edge:soap direction:in",
        "check:schema reason:wrong-body at_fault:you",
        "wrong-body",
        '"Wrong"',
        "0c0ee9d2-7b3c",
        "-verdict:accepted",
    ],
)
def test_each_filter_finds_the_exchange_and_no_other(written: str) -> None:
    tell(direction=Direction.OUT, operation="isReachable", edge=Edge.SOAP, service="Recipient/v3", status=200)
    tell(**REFUSED)

    [found] = find_exchanges(parse_search(written), 50).exchanges
    assert found.trace == TRACE


def test_words_are_found_in_the_message_and_in_its_answer() -> None:
    request = b"<a:Subject>Beslut om bygglov f\xc3\xb6r Ekbacken &amp; Co</a:Subject>"
    tell(request=request, response=b"<CallId>abc</CallId>")

    assert keys("bygglov ekbacken")
    assert keys('"om bygglov"')
    assert keys("bygg*")
    assert not keys('"bygglov om"')
    assert not keys("bygg")
    assert not keys("-bygglov")


def test_the_newest_come_first_and_pages_neither_skip_nor_repeat() -> None:
    for number in range(7):
        tell(operation=f"operation{number}", label="one")

    found, cursor = [], None
    while True:
        page = find_exchanges(parse_search("label:one"), 3, cursor)
        found += [each.operation for each in page.exchanges]
        if (cursor := page.next_cursor) is None:
            break
    assert found == [f"operation{number}" for number in reversed(range(7))]


def test_times_bound_what_is_found_with_and_without_words() -> None:
    now = clock.now()
    for days in (3, 2, 1):
        tell(at=now - timedelta(days=days), label=f"{days}", operation="isReachable")

    since, until = now - timedelta(days=2, hours=1), now - timedelta(days=1, hours=1)
    for words in ("", "operation:isReachable"):
        written = f"{words} since:{since.isoformat()} until:{until.isoformat()}"
        assert [each.label for each in find_exchanges(parse_search(written), 9).exchanges] == ["2"]


def test_what_is_newer_than_a_key_is_found_the_oldest_first() -> None:
    for label in "abc":
        tell(label=label, operation="x")
    first = keys("")[-1]

    assert [each.label for each in find_newer(parse_search("operation:x"), first, 10)] == ["b", "c"]
    assert [each.label for each in find_newer(parse_search(""), first, 1)] == ["b"]


def test_all_that_match_can_be_counted_and_a_count_can_stop() -> None:
    for number in range(5):
        tell(label="even" if number % 2 == 0 else "odd")
    recorder.write()

    assert count_exchanges(parse_search("label:even")) == 3
    assert count_exchanges(parse_search("")) == 5
    since = (clock.now() + timedelta(hours=1)).isoformat()
    assert count_exchanges(parse_search(f"label:even since:{since}")) == 0
    assert [count_exchanges(parse_search(words), 2) for words in ("label:even", "", "label:none")] == [2, 2, 0]


class SlowIndex:
    """Takes too long for each look into all of the journal: real seconds on PostgreSQL, an error elsewhere."""

    def __init__(self) -> None:
        self.is_slow = True

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if not self.is_slow or not sql.startswith(("SELECT journal_words", "WITH matching")):
            return execute(sql, params, many, context)
        self.is_slow = False
        if connection.vendor == "postgresql":
            return execute("SELECT pg_sleep(60)", None, False, context)
        raise OperationalError("too slow") from psycopg.errors.QueryCanceled()


def test_a_search_that_takes_too_long_gives_a_part_and_says_where_to_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "IN_PART", 3)
    for label in ("old", "old", "new", "new", "new", "old"):
        tell(label=label)
    [newest, *_] = keys("")
    wanted, seen, cursor = parse_search("label:old"), list[list[int]](), None

    for _ in range(2):
        with connection.execute_wrapper(SlowIndex()):
            page = find_page(wanted, 50, cursor)
        seen.append([each.pk for each in page.exchanges])
        cursor = page.next_cursor

    assert seen == [[newest], [newest - 4, newest - 5]]
    assert keys("label:old") == [newest, newest - 4, newest - 5]


def test_a_search_in_time_gives_all_and_other_errors_are_not_hidden() -> None:
    for _ in range(3):
        tell(label="one")

    page = find_page(parse_search("label:one"), 2)
    assert (len(page.exchanges), len(find_page(parse_search("label:one"), 2, page.next_cursor).exchanges)) == (
        2,
        1,
    )

    def break_down(*_: Any) -> Any:
        raise OperationalError("no space")

    with pytest.raises(OperationalError), connection.execute_wrapper(break_down):
        find_page(parse_search("label:one"), 2)


@given(st.text(max_size=80))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_can_be_searched_for(journal: Journal, written: str) -> None:
    try:
        wanted = parse_search(written)
    except InvalidInput:
        return
    find_exchanges(wanted, 5)
    count_exchanges(wanted)


@given(st.text(max_size=60))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_an_exchange_with_any_label_and_text_is_kept_and_found_by_its_label(journal: Journal, text: str) -> None:
    tell(label=text, subject=text, request=text.encode(errors="surrogatepass"), address=f"/{text}", trace="f" * 32)

    assert journal.find(trace="f" * 32)
    stored = journal.find(trace="f" * 32)[0]["label"]
    if stored.strip():
        assert journal.find(label=stored)
