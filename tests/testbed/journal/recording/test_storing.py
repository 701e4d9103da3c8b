"""Exchanges are stored in their order; one that the database does not take stops no other."""

from typing import Any

import pytest
from django.db import DatabaseError, OperationalError

from testbed.journal.models import Exchange
from testbed.journal.recording import index, storing
from testbed.journal.recording.bodies import NOWHERE
from testbed.journal.recording.entries import JournalEntry, entry_of
from testbed.journal.recording.noted import NotedExchange
from tests.testbed.journal.told import exchange

pytestmark = pytest.mark.django_db(transaction=True)


def entries(*labels: str) -> list[JournalEntry]:
    return [entry_of(NotedExchange.of(exchange(label=label)), NOWHERE) for label in labels]


def stored() -> list[str]:
    return list(Exchange.objects.order_by("pk").values_list("label", flat=True))


@pytest.fixture
def picky(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database takes no exchange with the word "impossible"."""
    real = index.add_words

    def add_words(rows: Any) -> None:
        if any("impossible" in words for _, words, _ in rows):
            raise DatabaseError("a value that it does not take")
        real(rows)

    monkeypatch.setattr(index, "add_words", add_words)


def test_they_are_stored_in_their_order() -> None:
    assert storing.store_possible(entries("one", "two", "three")) == 0

    assert stored() == ["one", "two", "three"]


@pytest.mark.usefixtures("picky")
def test_those_that_are_not_taken_are_counted_and_named(caplog: pytest.LogCaptureFixture) -> None:
    assert storing.store_possible(entries("one", "impossible", "two", "impossible")) == 2

    assert stored() == ["one", "two"]
    assert "could not be kept" in caplog.text


@pytest.mark.usefixtures("picky")
def test_a_block_with_one_that_is_not_taken_is_not_stored_in_part() -> None:
    with pytest.raises(DatabaseError):
        storing.store_entries(entries("one", "impossible"))

    assert stored() == []


def test_a_database_that_does_not_answer_is_no_fault_of_the_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(index, "add_words", away)

    with pytest.raises(OperationalError):
        storing.store_possible(entries("one"))
