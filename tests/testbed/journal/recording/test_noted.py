"""What is noted of an exchange is the same whether its bytes lie in memory or in a file."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from infra.hooks.exchanges import Edge
from testbed.journal.recording.bodies import BodyPlace, BodyWriter, bodies_folder
from testbed.journal.recording.entries import entry_of
from testbed.journal.recording.noted import SMALL, NotedExchange
from tests.testbed.journal.told import exchange

SUBJECT = b"<Subject>Beslut om bygglov</Subject>"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_DIR = tmp_path / "journal"


def moved(noted: NotedExchange) -> BodyPlace:
    """The place in a file to which the bytes have been moved."""
    [place] = BodyWriter().append([(noted.exchange.request, noted.exchange.response)])
    noted.move_to(place)
    return place


@given(before=st.binary(max_size=3 * SMALL), after=st.binary(max_size=3 * SMALL), edge=st.sampled_from(list(Edge)))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_the_same_is_written_wherever_the_bytes_lie(before: bytes, after: bytes, edge: Edge) -> None:
    told = exchange(edge=edge, request=before + SUBJECT + after, response=after, label="run")
    noted = NotedExchange.of(told)
    place = moved(noted)

    assert entry_of(noted, place) == entry_of(NotedExchange.of(told), place)


def test_a_large_request_leaves_memory_and_is_read_again() -> None:
    noted = NotedExchange.of(exchange(request=b"x" * (SMALL + 1), response=b"y" * 10))
    assert noted.bytes_in_memory == SMALL + 11

    place = BodyWriter().append([(noted.exchange.request, noted.exchange.response)])[0]

    assert noted.move_to(place) == SMALL + 11
    assert noted.bytes_in_memory == 0
    assert noted.request == b"x" * (SMALL + 1)


def test_a_small_request_stays_and_its_answer_leaves() -> None:
    noted = NotedExchange.of(exchange(request=b"x" * SMALL, response=b"y" * 10))

    moved(noted)

    assert noted.bytes_in_memory == SMALL


def test_the_exchange_of_other_listeners_keeps_its_bytes() -> None:
    told = exchange(request=b"x" * (SMALL + 1), response=b"y")

    moved(NotedExchange.of(told))

    assert (len(told.request), told.response) == (SMALL + 1, b"y")


def test_a_request_with_a_file_that_is_deleted_meanwhile_costs_the_words_and_not_the_exchange() -> None:
    noted = NotedExchange.of(exchange(request=SUBJECT + b"x" * SMALL, label="run"))
    place = moved(noted)
    (bodies_folder() / place.file).unlink()

    written = entry_of(noted, place)

    assert written.values["octets_in"] == len(SUBJECT) + SMALL
    assert "bygglov" not in written.words
