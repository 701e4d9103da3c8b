"""A print file over REST: in one request or in parts, cut off, gone on with, and sent a second time."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sender.print_files.api.content import PartParser
from sender.print_files.models import BatchFile
from tests import cast
from tests.sender.print_files.conftest import finish, print_file, row

BATCHES = "/api/v1/batches"


@pytest.fixture
def zip_bytes(batch: Path) -> bytes:
    return print_file(batch / "brev.zip", [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")]).read_bytes()


def announce(client: Client, data: bytes, **more: object) -> Any:
    body = {
        "sender": "kommun-a",
        "name": "brev.zip",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        **more,
    }
    return client.post(BATCHES, body, content_type="application/json")


def send_part(client: Client, where: str, offset: int, part: bytes) -> Any:
    headers = {"Upload-Offset": str(offset)}
    return client.patch(f"{where}/content", part, content_type="application/offset+octet-stream", headers=headers)


def only_file() -> BatchFile:
    return BatchFile.objects.get()


def test_a_file_that_comes_in_parts_starts_with_the_last_one(
    client: Client, zip_bytes: bytes, only_mailbox: None
) -> None:
    answer = announce(client, zip_bytes, label="prov 1")
    assert (answer.status_code, answer["Upload-Offset"], answer.json()["state"]) == (201, "0", "uploading")
    where = answer["Location"]

    first = send_part(client, where, 0, zip_bytes[:100])
    assert (first.status_code, first["Upload-Offset"]) == (204, "100")
    assert client.head(f"{where}/content")["Upload-Offset"] == "100"
    last = send_part(client, where, 100, zip_bytes[100:])

    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(zip_bytes)))
    assert client.get(where).json()["state"] == "received"
    finish(only_file())
    told = client.get(where).json()
    assert (told["state"], told["label"]) == ("done", "prov 1")
    assert told["progress"] == {
        "lines": 2,
        "handed_over": 2,
        "final": 2,
        "not_sent": 0,
        "in_print_queue": 0,
        "states": {"delivered": 2},
        "channels": {"mina_meddelanden": 2},
    }


def test_a_part_that_begins_elsewhere_is_refused_and_told_where_to_go_on(client: Client, zip_bytes: bytes) -> None:
    where = announce(client, zip_bytes)["Location"]
    send_part(client, where, 0, zip_bytes[:100])

    answer = send_part(client, where, 50, zip_bytes[50:])

    assert answer.status_code == 409
    assert "byte 100" in answer.content.decode()
    assert client.head(f"{where}/content")["Upload-Offset"] == "100"


def test_what_came_before_the_connection_broke_stays(
    client: Client, zip_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = announce(client, zip_bytes)["Location"]

    class Breaks(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            if not (piece := super().read(100)):
                raise TimeoutError("The request was not complete within 30 seconds")
            return piece

    with monkeypatch.context() as patched:
        patched.setattr(PartParser, "parse", lambda *_, **__: Breaks(zip_bytes[:300]))
        answer = send_part(client, where, 0, zip_bytes)

    assert answer.status_code == 400
    assert client.head(f"{where}/content")["Upload-Offset"] == "300"


def test_a_full_disk_is_said_to_be_so_and_the_upload_goes_on_when_there_is_room(
    client: Client, zip_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = announce(client, zip_bytes)["Location"]
    send_part(client, where, 0, zip_bytes[:100])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        answer = send_part(client, where, 100, zip_bytes[100:])

    assert answer.status_code == 503
    assert "No space left" in answer.json()["detail"]
    begins = int(client.head(f"{where}/content")["Upload-Offset"])
    assert send_part(client, where, begins, zip_bytes[begins:]).status_code == 204


def test_announced_again_an_upload_goes_on_where_it_was(client: Client, zip_bytes: bytes) -> None:
    where = announce(client, zip_bytes)["Location"]
    send_part(client, where, 0, zip_bytes[:100])

    answer = announce(client, zip_bytes)

    assert (answer.status_code, answer["Location"], answer["Upload-Offset"]) == (200, where, "100")


def test_the_same_file_again_answers_the_earlier_one_and_sends_nothing_twice(
    client: Client, zip_bytes: bytes, only_mailbox: None
) -> None:
    form = {"sender": "kommun-a", "file": SimpleUploadedFile("brev.zip", zip_bytes, "application/zip")}
    first = client.post(BATCHES, form)
    assert first.status_code == 201
    finish(only_file())

    form["file"] = SimpleUploadedFile("samma.zip", zip_bytes, "application/zip")
    again = client.post(BATCHES, form)

    assert again.status_code == 200
    assert again.json()["file_id"] == first.json()["file_id"]
    assert again.json()["state"] == "done"
    assert announce(client, zip_bytes, sender="162021004748").json()["name"] == "brev.zip"


def test_another_sender_may_send_the_same_file(client: Client, zip_bytes: bytes) -> None:
    announce(client, zip_bytes)

    assert announce(client, zip_bytes, sender="kommun-b").status_code == 201


def test_a_file_that_changed_on_the_way_is_not_started(client: Client, zip_bytes: bytes) -> None:
    where = announce(client, zip_bytes)["Location"]

    answer = send_part(client, where, 0, zip_bytes[:-1] + b"x")

    assert answer.status_code == 400
    assert "SHA-256" in answer.content.decode()
    assert client.head(f"{where}/content")["Upload-Offset"] == "0"
    assert send_part(client, where, 0, zip_bytes).status_code == 204


def test_a_part_too_long_for_what_is_left_is_refused_unread_and_what_came_stays(
    client: Client, zip_bytes: bytes
) -> None:
    where, size = announce(client, zip_bytes)["Location"], len(zip_bytes)
    send_part(client, where, 0, zip_bytes[:100])

    answer = send_part(client, where, 100, zip_bytes[100:] + b"1")

    assert answer.status_code == 400
    assert f"Delen har {size - 99} byte" in answer.json()["detail"]
    assert f"uppgavs ha {size}, är {size - 100} kvar från byte 100" in answer.json()["detail"]
    assert client.head(f"{where}/content")["Upload-Offset"] == "100"
    assert send_part(client, where, 100, zip_bytes[100:]).status_code == 204


def test_more_than_the_part_was_said_to_have_does_not_cost_what_came_before(
    client: Client, zip_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = announce(client, zip_bytes)["Location"]
    send_part(client, where, 0, zip_bytes[:100])

    with monkeypatch.context() as patched:
        patched.setattr(PartParser, "parse", lambda *_, **__: io.BytesIO(zip_bytes[100:] + b"more"))
        answer = send_part(client, where, 100, b"x")

    assert answer.status_code == 400
    assert client.head(f"{where}/content")["Upload-Offset"] == "100"


def test_a_part_after_the_last_one_is_told_that_the_file_has_come(client: Client, zip_bytes: bytes) -> None:
    where, size = announce(client, zip_bytes)["Location"], len(zip_bytes)
    send_part(client, where, 0, zip_bytes)

    more = send_part(client, where, size, b"x")
    empty = send_part(client, where, size, b"")

    assert more.status_code == 409
    assert f"Filen har kommit: alla {size} byte är här" in more.json()["detail"]
    assert (empty.status_code, empty["Upload-Offset"]) == (204, str(size))


def test_a_part_without_an_offset_is_told_what_is_missing(client: Client, zip_bytes: bytes) -> None:
    where = announce(client, zip_bytes)["Location"]

    answer = client.patch(f"{where}/content", b"x", content_type="application/offset+octet-stream")

    assert answer.status_code == 400
    assert "Upload-Offset" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("sender", "words"),
    [
        ("kommun-c", "ingen nyckel"),
        ("165569999047", "inte registrerad"),
        ("aterkallad", "spärrat"),
        ("utgangen", "gick ut"),
        ("../ca", "ingen nyckel"),
        ("obehorig", "inte registrerad"),
    ],
)
def test_a_sender_that_cannot_be_signed_for_is_refused_with_the_reason(
    client: Client, zip_bytes: bytes, sender: str, words: str
) -> None:
    answer = announce(client, zip_bytes, sender=sender)

    assert answer.status_code == 400
    assert words in answer.json()["detail"]
    assert not BatchFile.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_comes(
    client: Client, zip_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BATCH_MAX_BYTES", 1000)

    answer = announce(client, zip_bytes, size=1001)

    assert answer.status_code == 413
    assert "MM_BATCH_MAX_BYTES" in answer.json()["detail"]


def test_the_result_can_be_fetched_before_and_after_the_end(
    client: Client, zip_bytes: bytes, only_mailbox: None
) -> None:
    where = client.post(BATCHES, {"sender": "kommun-a", "file": SimpleUploadedFile("b.zip", zip_bytes)})[
        "Location"
    ]

    before = client.get(f"{where}/result.csv")
    finish(only_file())
    after = client.get(f"{where}/result.csv")
    objects = client.get(f"{where}/result.jsonl")

    assert (before["Result-Final"], after["Result-Final"]) == ("false", "true")
    assert b"".join(after).decode("utf-8-sig").count("delivered") == 2
    assert b"".join(objects).count(b'"state": "delivered"') == 2
    assert client.get(f"{where}/result.pdf").status_code == 404


def test_files_are_listed_newest_first_page_by_page(client: Client, zip_bytes: bytes) -> None:
    announce(client, zip_bytes)
    announce(client, zip_bytes, sender="kommun-b", name="b.zip")

    page = client.get(BATCHES, {"limit": 1}).json()
    rest = client.get(page["next"]).json()

    assert [file["name"] for file in page["results"] + rest["results"]] == ["b.zip", "brev.zip"]
    assert rest["next"] is None
    assert [file["name"] for file in client.get(BATCHES, {"sender": "162021004748"}).json()["results"]] == [
        "brev.zip"
    ]


def test_with_a_console_password_nobody_else_gets_in(
    client: Client, zip_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = announce(client, zip_bytes)["Location"]
    monkeypatch.setattr(settings, "CONSOLE_PASSWORD", "hemligt")

    assert announce(client, zip_bytes).status_code == 401
    assert client.get(f"{where}/result.csv").status_code == 401
    assert send_part(client, where, 0, zip_bytes).status_code == 401


@pytest.mark.parametrize("sender", ["kommun-a", "162021004748", "2021004748", "202100-4748"])
def test_files_are_listed_of_the_sender_by_folder_or_number(client: Client, zip_bytes: bytes, sender: str) -> None:
    client.post(BATCHES, {"sender": "kommun-a", "file": SimpleUploadedFile("b.zip", zip_bytes)})

    page = client.get(f"{BATCHES}?sender={sender}&limit=5").json()

    assert [file["name"] for file in page["results"]] == ["b.zip"]


def test_files_of_a_sender_that_has_none_are_an_empty_list(client: Client, zip_bytes: bytes) -> None:
    client.post(BATCHES, {"sender": "kommun-a", "file": SimpleUploadedFile("b.zip", zip_bytes)})

    assert client.get(BATCHES, {"sender": "kommun-b"}).json()["results"] == []


def test_a_sender_that_is_neither_folder_nor_number_is_refused_by_name(client: Client, batch: Path) -> None:
    answer = client.get(BATCHES, {"sender": "kommun-x"})

    assert answer.status_code == 400
    assert "ingen nyckel för avsändaren 'kommun-x'" in answer.content.decode()
