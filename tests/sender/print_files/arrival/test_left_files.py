"""A file that stays in the watched folder is named where people look: in the console and over REST."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from sender.print_files.arrival.left_files import LEFT_SECONDS, MAX_LISTED, left_files
from sender.print_files.processing import sweep_files
from tests.sender.print_files.arrival.watching import put

OLD = LEFT_SECONDS + 60


def named() -> list[str]:
    return [f"{file.folder}/{file.name}" for file in left_files()]


def block(inbox: Path) -> None:
    """Let every attempt to begin a file fail: a file stands where its folder would be."""
    (inbox / "running").write_text("")


def test_a_file_that_cannot_be_begun_is_named(inbox: Path) -> None:
    block(inbox)
    put(inbox, "brev.zip", seconds_ago=OLD)
    sweep_files()

    assert named() == ["kommun-a/brev.zip"]


def test_it_is_named_in_the_console_and_over_rest(client: Client, inbox: Path) -> None:
    block(inbox)
    put(inbox, "brev <1>.zip", seconds_ago=OLD)
    sweep_files()

    assert "kommun-a/brev &lt;1&gt;.zip" in client.get("/konsol/filer/").content.decode()
    [left] = client.get("/api/v1/batches").json()["left_in_folder"]
    assert (left["folder"], left["name"]) == ("kommun-a", "brev <1>.zip")


def test_a_name_that_nobody_can_write_is_named_as_far_as_it_can_be(client: Client, inbox: Path) -> None:
    block(inbox)
    put(inbox, "r\udce4kning.zip", seconds_ago=OLD)

    assert named() == ["kommun-a/räkning.zip"]
    assert client.get("/konsol/filer/").status_code == 200


def test_one_that_is_begun_and_not_taken_in_is_named(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "running").mkdir()
    put(inbox / "running", "brev.zip", seconds_ago=OLD)

    assert named() == ["kommun-a/brev.zip"]
    sweep_files()
    assert named() == []


def test_what_is_new_taken_or_only_a_note_is_not(client: Client, inbox: Path, only_mailbox: None) -> None:
    put(inbox, "ny.zip", seconds_ago=1)
    put(inbox, "klar.zip", seconds_ago=OLD)
    (inbox / "klar.zip.svar.txt").write_text("svar")
    sweep_files()

    assert "kommun-a/klar.zip" not in named()
    assert "kommun-a/ny.zip" not in named()
    assert client.get("/api/v1/batches").json()["left_in_folder"] == []


def test_no_more_than_some_are_listed(inbox: Path) -> None:
    block(inbox)
    for number in range(MAX_LISTED + 5):
        put(inbox, f"{number}.zip", seconds_ago=OLD)

    assert len(left_files()) == MAX_LISTED


def test_without_a_folder_there_are_none(batch: Path) -> None:
    assert left_files() == []
