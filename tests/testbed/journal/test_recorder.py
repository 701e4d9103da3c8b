"""Recording never breaks or slows a call: full memory, no disk, no database, hostile values, several processes."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from pytest_django.fixtures import Settings

from infra.hooks import exchanges
from infra.hooks.exchanges import Direction, Edge, Exchange
from testbed.journal import models
from testbed.journal.recording import bodies, index, pending
from testbed.journal.recording import recorder as recording
from testbed.journal.recording.contents import contents_of, operation_of
from testbed.journal.recording.recorder import recorder
from tests import cast
from tests.infra.soap.questions import RECIPIENT, question
from tests.testbed.journal.conftest import Journal


def exchange(**values: Any) -> Exchange:
    return Exchange(**{"edge": Edge.SOAP, "direction": Direction.IN, "address": "/x", **values})


def test_what_is_more_than_memory_holds_is_counted_and_not_kept(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MAX_WAITING_BYTES", 1_000)
    for _ in range(3):
        recorder.note(exchange(request=b"x" * 400))

    assert len(journal.find()) == 2
    assert recorder.lost == 1


def test_what_is_noted_while_the_journal_is_written_is_written_the_next_time(journal: Journal) -> None:
    """Under load something always is: a writer that took it at once would write all the time, a few in a block."""

    def note_another(execute: Any, *statement: Any) -> Any:
        recorder.note(exchange(address="/later"))
        return execute(*statement)

    recorder.note(exchange(address="/first"))
    with connection.execute_wrapper(note_another):
        recorder.write()

    assert [each.address for each in models.Exchange.objects.all()] == ["/first"]
    assert {found["address"] for found in journal.find()} == {"/first", "/later"}


def test_a_full_disk_costs_the_bytes_and_not_the_exchange(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bodies.BodyWriter, "append", full)
    recorder.note(exchange(request=b"<x/>"))

    found = journal.only()
    assert (found["octets_in"], found["request"]) == (4, "")
    assert "No space left" in caplog.text


def test_a_folder_that_cannot_be_written_costs_the_bytes_and_no_page(journal: Journal, settings: Settings) -> None:
    folder = Path(settings.JOURNAL_DIR)
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("no folder")

    exchanges.report_exchange(exchange(label="a", request=b"lost"))

    assert journal.only()["label"] == "a"
    assert journal.client.get("/konsol/handelser/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_without_a_database_exchanges_wait_until_it_is_back(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("the database is away")

    recorder.note(exchange(label="waits"))
    with monkeypatch.context() as broken:
        broken.setattr(index, "add_words", away)
        with pytest.raises(OperationalError):
            recorder.write()
        assert journal.find() == [], "what is written is still shown"

    assert journal.only()["label"] == "waits"


@pytest.mark.django_db(transaction=True)
def test_one_exchange_that_the_database_does_not_take_stops_no_other(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = index.add_words

    def picky(rows: Any) -> None:
        if any("impossible" in words for _, words, _ in rows):
            raise DatabaseError("a value that it does not take")
        real(rows)

    monkeypatch.setattr(index, "add_words", picky)
    for label in ("one", "impossible", "two"):
        recorder.note(exchange(label=label))

    assert {each["label"] for each in journal.find()} == {"one", "two"}
    assert recorder.lost == 1


@pytest.mark.usefixtures("world")
def test_a_listener_that_fails_does_not_reach_the_caller(
    client: Client, post: cast.Post, kommun_a: cast.Sender, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_: Exchange) -> None:
        raise RuntimeError("the journal is broken")

    exchanges.add_listener(fails)
    try:
        assert kommun_a.deliver(kommun_a.letter()).delivered
    finally:
        exchanges.remove_listener(fails)
    assert "the journal is broken" in caplog.text


def test_a_huge_body_is_kept_up_to_the_limit(journal: Journal) -> None:
    huge = b"<a>" + b"x" * (bodies.MAX_BODY + 10)
    recorder.note(exchange(request=huge, response=b"answer"))

    found = journal.only()
    assert found["octets_in"] == len(huge)
    assert journal.bytes_at(found["request"]) == huge[: bodies.MAX_BODY]
    assert journal.bytes_at(found["response"]) == b"answer"


def test_a_new_file_begins_when_one_is_full_or_gone(journal: Journal, settings: Settings) -> None:
    settings.JOURNAL_MAX_BYTES = 16_000
    for number in range(4):
        recorder.note(exchange(label=str(number), request=b"y" * 1_500))
        recorder.write()
    files = sorted(models.Exchange.objects.values_list("file", flat=True).distinct())
    assert len(files) == 4

    (bodies.bodies_folder() / files[-1]).unlink()
    recorder.note(exchange(label="next", request=b"z"))
    assert journal.bytes_at(journal.only(label="next")["request"]) == b"z"


def test_a_reader_waits_for_other_processes_but_not_for_dead_ones(journal: Journal) -> None:
    other = bodies.bodies_folder() / f"other-1{pending.SUFFIX}"
    other.touch()
    os.utime(other, (0, 0))

    pending.wait_until_written()

    assert pending.is_writing_asked_for()


def test_a_process_says_that_it_has_exchanges_until_they_are_written(journal: Journal) -> None:
    def marks() -> list[str]:
        return [name for name in os.listdir(bodies.bodies_folder()) if name.endswith(pending.SUFFIX)]

    recorder.note(exchange())
    assert len(marks()) == 1
    recorder.write()
    assert marks() == []


@pytest.mark.parametrize(
    "message",
    [
        b"<" * 200_000,
        b"<a" * 100_000,
        b"<" + b"a" * 500_000,
        b"<a:" * 100_000 + b"b>",
        b"<a>" + b"x" * 500_000,
        b"<Body" + b" x" * 200_000,
        b"<a>b</a>" * 60_000,
        bytes(range(256)) * 500,
    ],
)
@pytest.mark.timeout(20)
def test_any_bytes_are_looked_through_in_little_time(message: bytes) -> None:
    contents_of(message)
    operation_of(message)


def test_the_sender_subject_and_recipients_are_found_whatever_prefixes_stand_there() -> None:
    found = contents_of(
        b"<m:Header><s:Sender><s:Id>162021004748</s:Id></s:Sender><Recipient xmlns='x'>198101052382</Recipient>"
        b"<q:Subject>Beslut &amp; avslag</q:Subject></m:Header><Recipient>no number</Recipient>"
    )
    assert (found.sender, found.recipients, found.subject) == (
        "162021004748",
        ["198101052382"],
        "Beslut & avslag",
    )


@pytest.mark.usefixtures("world")
def test_the_answer_is_the_same_with_and_without_the_journal(journal: Journal, post: cast.Post) -> None:
    from infra.pki import store

    heard = post(RECIPIENT, question(), store.load_identity("kommun-a"))
    exchanges.remove_listener(recorder.note)
    unheard = post(RECIPIENT, question(), store.load_identity("kommun-a"))

    assert heard == unheard


def test_nothing_of_the_journal_is_logged_when_all_is_well(
    journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        recorder.note(exchange(request=b"<x/>"))
        journal.find()
    assert caplog.records == []


def test_who_reads_the_journal_within_a_run_leaves_its_label_on_nothing(journal: Journal, client: Client) -> None:
    recorder.note(exchange())

    found = client.get("/api/v1/exchanges", headers={"X-MM-Label": "natt"}).json()

    assert found["results"] == []
    assert journal.only()["label"] == ""
