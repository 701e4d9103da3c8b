"""The watched folder: files are taken when they are complete, and come back with their result."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from formedlare.models import Distribution
from sender.print_files.models import BatchFile
from tests import cast
from tests.sender.print_files.arrival.watching import names, put, sweep


def test_a_file_is_taken_and_comes_back_with_its_result(inbox: Path, only_mailbox: None) -> None:
    put(inbox)

    sweep()

    assert names(inbox) == ["done", "running"]
    assert names(inbox / "running") == []
    assert names(inbox / "done") == ["brev.zip", "brev.zip.resultat.csv", "brev.zip.resultat.jsonl"]
    assert "delivered" in (inbox / "done" / "brev.zip.resultat.csv").read_text("utf-8-sig")
    assert BatchFile.objects.get().sender == "162021004748"


@pytest.mark.parametrize("name", ["VERSAL.ZIP", "Brev.Zip"])
def test_the_ending_may_be_in_capitals(inbox: Path, only_mailbox: None, name: str) -> None:
    put(inbox, name)

    sweep()

    assert names(inbox / "done") == [name, f"{name}.resultat.csv", f"{name}.resultat.jsonl"]


def test_what_is_no_zip_comes_back_with_a_note_when_it_has_been_still(inbox: Path) -> None:
    path = inbox / "brev.pdf"
    path.write_bytes(cast.PDF)
    sweep()
    assert names(inbox) == ["brev.pdf"]

    os.utime(path, (time.time() - 100,) * 2)
    sweep()

    assert names(inbox / "done") == ["brev.pdf", "brev.pdf.svar.txt"]
    assert "slutar på .zip" in (inbox / "done" / "brev.pdf.svar.txt").read_text()


def test_a_file_in_no_senders_folder_stays_with_a_note_until_it_is_moved(inbox: Path, only_mailbox: None) -> None:
    lost = put(inbox.parent)

    sweep()

    assert names(inbox.parent) == [".lock", "brev.zip", "brev.zip.svar.txt", "kommun-a"]
    assert "Flytta den till avsändarens mapp" in (inbox.parent / "brev.zip.svar.txt").read_text()
    lost.rename(inbox / "brev.zip")
    sweep()
    assert names(inbox.parent) == [".lock", "kommun-a"]
    assert "brev.zip.resultat.csv" in names(inbox / "done")


def test_the_seeded_senders_find_their_folders(batch: Path) -> None:
    call_command("seed", verbosity=0)

    assert names(batch / "data" / "batch" / "in") == ["exempelbanken", "kommun-a", "kommun-b"]


@pytest.mark.parametrize("name", ["brev.zip.part", ".brev.zip", "brev.zip.filepart", "brev.TMP"])
def test_what_is_still_being_written_is_left_alone(inbox: Path, name: str) -> None:
    put(inbox, name, seconds_ago=100)

    sweep()

    assert names(inbox) == [name]


def test_a_file_that_was_changed_just_now_is_left_until_it_has_been_still(inbox: Path) -> None:
    put(inbox, seconds_ago=0)

    sweep()

    assert not BatchFile.objects.exists()


def test_a_file_whose_end_has_not_come_is_left_for_a_while_and_then_refused(inbox: Path) -> None:
    path = put(inbox)
    path.write_bytes(path.read_bytes()[:100])
    os.utime(path, (time.time() - 10,) * 2)
    sweep()
    assert not BatchFile.objects.exists()

    os.utime(path, (time.time() - 100,) * 2)
    sweep()

    assert names(inbox / "done") == ["brev.zip", "brev.zip.svar.txt"]
    assert "avbruten" in (inbox / "done" / "brev.zip.svar.txt").read_text()


def test_the_same_file_again_is_said_to_be_so(inbox: Path, only_mailbox: None) -> None:
    put(inbox)
    sweep()
    shutil.copy2(inbox / "done" / "brev.zip", inbox / "igen.zip")
    os.utime(inbox / "igen.zip", (time.time() - 10,) * 2)

    sweep()

    came = (
        BatchFile.objects.get().created_at.astimezone(ZoneInfo("Europe/Stockholm")).isoformat(timespec="seconds")
    )
    assert f"har kommit förut: brev.zip, {came}, id " in (inbox / "done" / "igen.zip.svar.txt").read_text()
    assert (inbox / "done" / "igen.zip").exists()
    assert Distribution.objects.count() == 1


def test_a_name_that_is_taken_gets_a_number(inbox: Path, only_mailbox: None) -> None:
    put(inbox)
    sweep()
    put(inbox, who=cast.MARIA)

    sweep()

    assert {"brev.zip", "brev-2.zip", "brev-2.zip.resultat.csv"} <= set(names(inbox / "done"))


def test_a_sender_without_a_key_gets_the_file_back_with_the_reason(batch: Path) -> None:
    inbox = batch / "data" / "batch" / "in" / "kommun-c"
    inbox.mkdir(parents=True)
    put(inbox)

    sweep()

    assert "ingen nyckel" in (inbox / "done" / "brev.zip.svar.txt").read_text()
