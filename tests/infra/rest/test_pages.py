"""Lists come a page at a time, and each page has the address of the next one."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.infra.rest.views_under_test import ThingsView, ask


def query_of(address: str) -> str:
    return urlsplit(address).query


def test_pages_follow_their_addresses_to_the_end() -> None:
    shown, query = list[int](), ""
    for _ in range(3):
        page = ask(ThingsView, query=query).body
        shown += page["results"]
        query = query_of(page["next"] or "")

    assert shown == [1, 2, 3, 4, 5]
    assert page["next"] is None


def test_the_next_address_is_whole_and_keeps_the_filters() -> None:
    address = ask(ThingsView, query="name=%C3%A5%26b&limit=3").body["next"]

    assert address.startswith("http://testserver/things?")
    assert parse_qs(query_of(address)) == {"name": ["å&b"], "limit": ["3"], "cursor": ["3"]}


def test_the_cursor_of_the_page_before_is_replaced() -> None:
    address = ask(ThingsView, query="cursor=1&limit=1").body["next"]

    assert parse_qs(query_of(address))["cursor"] == ["2"]


@pytest.mark.parametrize("query", ["limit=0", "limit=11", "limit=x", "cursor=0", f"cursor={2**63}", "cursor="])
def test_a_limit_or_cursor_that_cannot_be_is_refused(query: str) -> None:
    answer = ask(ThingsView, query=query)

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert list(answer.errors) == [f"/{query.split('=')[0]}"]


def test_a_filter_that_stands_twice_is_refused_by_name() -> None:
    answer = ask(ThingsView, query="name=a&limit=1&name=b&limit=2")

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert answer.body["detail"].startswith("name, limit står flera gånger")


def test_a_filter_that_is_not_known_is_refused() -> None:
    assert list(ask(ThingsView, query="nmae=x").errors) == ["/nmae"]
