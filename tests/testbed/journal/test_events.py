"""New exchanges as server-sent events: their form, filters, resumption, and the bound on listeners."""

import json
import socket
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from infra.hooks.exchanges import Direction, Edge, Exchange
from testbed.journal.api import events
from testbed.journal.api.events import stream_lines
from testbed.journal.recording.numbering import newest_key
from testbed.journal.recording.recorder import recorder
from testbed.journal.search.query_language import parse_search
from tests.testbed.journal.conftest import EXCHANGES, Journal

EVENTS = f"{EXCHANGES}/events"


def tell(**values: Any) -> None:
    recorder.note(Exchange(**{"edge": Edge.SOAP, "direction": Direction.IN, "address": "/x", **values}))
    recorder.write()


def read(text: str) -> list[dict[str, Any]]:
    """The data of each event in the text."""
    return [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]


def test_exchanges_that_match_come_one_by_one(journal: Journal) -> None:
    tell(label="before")
    lines = stream_lines(parse_search("label:run"), newest_key(), seconds=5)
    assert next(lines).startswith("retry: 1000\n")

    tell(label="other")
    tell(label="run", call_id="abc")

    event = next(lines)
    assert event.endswith("\n\n")
    assert "event: exchange\n" in event
    [found] = read(event)
    assert (found["label"], found["call_id"]) == ("run", "abc")
    assert f"id: {found['id']}\n" in event
    lines.close()


def test_a_listener_that_connects_again_misses_nothing(journal: Journal, client: Client) -> None:
    tell(label="seen")
    last = newest_key()
    tell(label="missed")

    answer = client.get(EVENTS, headers={"Last-Event-ID": str(last), "Accept": "text/event-stream"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/event-stream")
    pieces = iter(answer.streaming_content)  # type: ignore[attr-defined]  # of a stream
    next(pieces)
    [found] = read(next(pieces).decode())
    assert found["label"] == "missed"
    answer.close()


def test_a_quiet_stream_says_that_it_is_alive(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "ALIVE_SECONDS", 0.0)
    lines = stream_lines(parse_search(""), 0, seconds=5)
    next(lines)
    assert next(lines) == ": alive\n\n"
    lines.close()


@pytest.mark.django_db(transaction=True)
def test_listeners_are_bounded_and_leave_their_place(journal: Journal, client: Client) -> None:
    connected = [client.get(EVENTS) for _ in range(3)]
    refused = client.get(EVENTS)
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert "MM_JOURNAL_LISTENERS" in refused.json()["detail"]

    for answer in connected:
        answer.close()
    again = client.get(EVENTS)
    assert again.status_code == 200
    again.close()


@pytest.mark.django_db(transaction=True)
def test_a_listener_whose_connection_broke_finds_a_place_when_it_connects_again(
    journal: Journal, client: Client
) -> None:
    ends = [socket.socketpair() for _ in range(3)]
    on_sockets: list[dict[str, Any]] = [{"gunicorn.socket": ours} for ours, _ in ends]
    broken = [client.get(EVENTS, **each) for each in on_sockets]
    serving = [threading.Thread(target=serve, args=(answer,)) for answer in broken]
    for thread in serving:
        thread.start()

    for _, theirs in ends:
        theirs.close()
    again = client.get(EVENTS)

    assert again.status_code == 200
    again.close()
    for thread in serving:
        thread.join()


def serve(answer: Any) -> None:
    """Send all that comes, as a server does, and close the answer."""
    try:
        list(answer.streaming_content)
    finally:
        answer.close()
        connection.close()


def test_a_listener_that_hears_nothing_goes_on_from_where_it_connected(journal: Journal) -> None:
    tell(label="before")

    lines = stream_lines(parse_search(""), newest_key(), seconds=5)

    assert f"\nid: {newest_key()}\n" in next(lines)
    lines.close()


def test_a_listener_from_before_a_reset_hears_what_is_new(journal: Journal, client: Client) -> None:
    answer = client.get(EVENTS, headers={"Last-Event-ID": str(newest_key() + 1_000)})
    pieces = iter(answer.streaming_content)  # type: ignore[attr-defined]  # of a stream
    next(pieces)

    tell(label="new")

    assert [found["label"] for found in read(next(pieces).decode())] == ["new"]
    answer.close()


def test_a_search_that_cannot_be_understood_is_a_problem(journal: Journal, client: Client) -> None:
    assert client.get(EVENTS, {"q": "since:never"}).status_code == 400


@pytest.mark.parametrize("last", ["x", "-1", "9" * 30, "²"])
def test_nonsense_as_the_last_event_counts_as_none(journal: Journal, client: Client, last: str) -> None:
    answer = client.get(EVENTS, headers={"Last-Event-ID": last})
    assert answer.status_code == 200
    answer.close()
