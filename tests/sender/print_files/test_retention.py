"""Print files do not lie for ever: what goes when, by itself and by hand."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from formedlare.models import ChannelRule, Distribution
from infra.texts import EMPTY
from mailbox_operator.models import Message
from sender.print_files import processing, retention
from sender.print_files.arrival import watched_folder
from sender.print_files.models import BatchFile, BatchLine
from tests import cast
from tests.sender.print_files.api.test_uploading import announce, send_part, zip_bytes
from tests.sender.print_files.arrival.watching import names, put, sweep
from tests.sender.print_files.conftest import Make, advance, finish, print_file, row, take_in

__all__ = ["zip_bytes"]
BATCHES = "/api/v1/batches"
KEPT = timedelta(hours=settings.RELAY_KEEP_HOURS, minutes=1)
Later = Callable[[timedelta], None]


@pytest.fixture
def done(make: Make, only_mailbox: None) -> BatchFile:
    return finish(make([row(cast.ARVID, "a.pdf")]))


def on_disk(file: BatchFile) -> set[str]:
    return {path.name for path in file.folder.iterdir()}


def test_the_zip_goes_soon_and_the_result_stays(done: BatchFile, later: Later) -> None:
    retention.delete_old()
    assert {"file.zip", "directory.sqlite3"} <= on_disk(done)

    later(KEPT)
    retention.delete_old()

    assert on_disk(done) == {"result.csv", "result.jsonl"}
    assert BatchLine.objects.filter(file=done).count() == 1


def test_the_zip_goes_also_while_letters_lie_in_the_print_queue(make: Make, later: Later) -> None:
    ChannelRule.objects.create(sender="162021004748", position=1, name="Papper", channels=["print"])
    file = advance(make([row(cast.ARVID, "a.pdf")]))

    later(KEPT)
    retention.delete_old()

    assert on_disk(file) == set()
    assert not processing.advance_file(file.pk)
    file.refresh_from_db()
    assert (file.state, file.reason) == ("running", EMPTY)


def test_a_zip_of_which_letters_wait_is_kept(make: Make, later: Later) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    processing.advance_file(file.pk)

    later(KEPT)
    retention.delete_old()

    assert "file.zip" in on_disk(file)


@pytest.mark.parametrize("days", [30, 0])
def test_lines_and_result_go_when_the_days_have_passed_unless_there_is_no_end(
    done: BatchFile, later: Later, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    monkeypatch.setattr(settings, "BATCH_KEEP_DAYS", days)
    later(timedelta(days=30, minutes=1))

    retention.delete_old()

    assert BatchFile.objects.exists() == BatchLine.objects.exists() == done.folder.exists() == (days == 0)
    assert Distribution.objects.count() == 1


def test_a_refused_file_goes_too(batch: Path, later: Later) -> None:
    path = batch / "x.zip"
    path.write_bytes(b"not a zip")
    file = advance(take_in(path))

    later(KEPT)
    retention.delete_old()
    assert "file.zip" not in on_disk(file)

    later(timedelta(days=30))
    retention.delete_old()
    assert not file.folder.exists()


def test_an_upload_that_did_not_go_on_is_given_up_after_a_day(
    client: Client, zip_bytes: bytes, later: Later
) -> None:
    announce(client, zip_bytes)
    send_part(client, announce(client, zip_bytes, sender="kommun-b")["Location"], 0, zip_bytes[:100])
    slow = BatchFile.objects.get(signer="kommun-b")

    later(timedelta(days=1, minutes=1))
    retention.delete_old()
    assert BatchFile.objects.get() == slow

    os.utime(slow.part, (time.time() - 4000,) * 2)
    retention.delete_old()
    assert not BatchFile.objects.exists()
    assert not slow.folder.exists()


def test_a_folder_whose_file_is_not_known_goes_after_a_day(done: BatchFile) -> None:
    stray = done.folder.with_name("7d0c2b57-8c3f-4d0e-9a52-0d6f3b1f8f3e")
    stray.mkdir()
    retention.delete_old()
    assert stray.exists()

    os.utime(stray, (time.time() - 90_000,) * 2)
    retention.delete_old()

    assert not stray.exists()
    assert done.folder.exists()


def test_what_the_watched_folder_gave_back_goes_when_the_days_have_passed(
    inbox: Path, only_mailbox: None, later: Later
) -> None:
    put(inbox, seconds_ago=timedelta(days=90).total_seconds())
    sweep()
    later(timedelta(days=29))
    retention.delete_old()
    assert len(names(inbox / "done")) == 3

    later(timedelta(days=2))
    retention.delete_old()

    assert names(inbox / "done") == []


def test_a_note_of_the_watched_folder_has_the_days_of_the_simulators_clock(inbox: Path, later: Later) -> None:
    later(timedelta(days=90))
    unknown = inbox.parent / "kommun-c"
    unknown.mkdir()
    put(unknown)
    sweep()

    retention.delete_old()

    assert names(unknown / "done") == ["brev.zip", "brev.zip.svar.txt"]


def test_a_finished_file_can_be_removed_and_sent_anew(client: Client, done: BatchFile, batch: Path) -> None:
    assert client.delete(f"{BATCHES}/{done.file_id}").status_code == 204

    assert client.get(f"{BATCHES}/{done.file_id}").status_code == 404
    assert not done.folder.exists()
    assert not BatchLine.objects.exists()
    again = finish(take_in(print_file(batch / "igen.zip", [row(cast.ARVID, "a.pdf")])))
    assert again.sha256 == done.sha256
    assert (again.state, Message.objects.count()) == ("done", 2)


def test_an_upload_can_be_removed(client: Client, zip_bytes: bytes) -> None:
    where = announce(client, zip_bytes)["Location"]
    send_part(client, where, 0, zip_bytes[:100])

    assert client.delete(where).status_code == 204

    assert announce(client, zip_bytes)["Upload-Offset"] == "0"


def test_a_file_under_way_is_not_removed(client: Client, make: Make) -> None:
    file = make([row(cast.ARVID, "a.pdf")])

    answer = client.delete(f"{BATCHES}/{file.file_id}")

    assert answer.status_code == 409
    assert "kan tas bort när alla dess brev" in answer.json()["detail"]
    assert BatchFile.objects.exists()


def test_a_file_that_is_not_there_cannot_be_removed(client: Client, batch: Path) -> None:
    assert client.delete(f"{BATCHES}/7d0c2b57-8c3f-4d0e-9a52-0d6f3b1f8f3e").status_code == 404


def test_a_removed_file_of_the_watched_folder_is_given_back_first(
    inbox: Path, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(watched_folder, "give_back", lambda _: None)
        put(inbox)
        sweep()
    assert names(inbox / "running") == ["brev.zip"]

    retention.remove_file(BatchFile.objects.get())
    sweep()

    assert names(inbox / "running") == []
    assert not BatchFile.objects.exists()
