"""Files that would fill the memory or the disk: bombs and what is beyond the limits."""

from __future__ import annotations

import struct
import tracemalloc
from pathlib import Path

import pytest
from django.conf import settings

from sender.print_files import intake, processing
from sender.print_files.archive.index import csv_index as csv_index_module
from sender.print_files.archive.zips import zip_central_directory
from sender.print_files.models import BatchLine
from tests import cast
from tests.sender.print_files.archive.spoiled_files import GOOD, INDEX, letter, patched, refused, write, xml
from tests.sender.print_files.conftest import advance, csv_index, finish, lines, pdf, result, row, take_in, zipped


def test_a_bomb_that_says_so_is_refused_without_unpacking_it(batch: Path) -> None:
    assert "ZIP-bomb" in refused(zipped(batch / "x.zip", INDEX, {"a.pdf": bytes(50_000_000)}))


def test_a_bomb_of_entries_that_share_their_bytes_is_refused(batch: Path) -> None:
    path = zipped(batch / "x.zip", INDEX, {"a.pdf": pdf("a"), "b.pdf": pdf("b")})
    data = bytearray(path.read_bytes())
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 1)
    third = data.find(b"PK\x01\x02", second + 1)
    data[third + 42 : third + 46] = data[second + 42 : second + 46]

    assert "över varandra" in refused(write(path, bytes(data)))


def test_a_bomb_that_lies_about_its_size_is_found_while_it_is_unpacked(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")]
    path = zipped(batch / "x.zip", csv_index(rows), {"a.pdf": bytes(100_000_000), "b.pdf": pdf("b")})
    patched(path, struct.pack("<I", 100_000_000), struct.pack("<I", 1_000))
    file = take_in(path)
    processing.advance_file(file.pk)

    tracemalloc.start()
    finish(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    first, second = result(file)
    assert (first["status"], second["status"]) == ("refused", "delivered")
    assert "längd (1000 byte uppges)" in first["orsak"]
    assert peak < 30_000_000


def test_a_bomb_in_the_index_refuses_the_file(batch: Path) -> None:
    path = zipped(batch / "x.zip", "identitetsnummer;pdf;rubrik\n" + "\n" * 900_000, GOOD)
    patched(path, struct.pack("<I", 900_028), struct.pack("<I", 1_000))

    assert "längd (1000 byte uppges)" in refused(path)


@pytest.mark.parametrize(
    "columns", [";" * 11_000, '"\n";' * 3_000, ("x" * 1_000 + ";") * 11], ids=["fields", "lines", "texts"]
)
def test_a_line_without_end_refuses_the_file_and_is_not_read_into_memory(
    batch: Path, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_index_module, "MAX_LETTER", 10_000)
    index = INDEX + f"{cast.MARIA};b.pdf;Hej;" + columns

    assert "längre än 10000 tecken, vid rad" in refused(zipped(batch / "x.zip", index, GOOD))


def test_the_length_of_a_letter_is_not_that_of_all_letters(batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_index_module, "MAX_LETTER", 1_000)
    rows = [row(cast.ARVID, f"{number}.pdf", text="Hej\noch hå") for number in range(100)]

    assert advance(take_in(zipped(batch / "x.zip", csv_index(rows), GOOD))).lines == 100


def test_more_letters_than_the_setting_allows_refuse_the_file(
    batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BATCH_MAX_LETTERS", 2)
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf"), row(cast.MARIA, "c.pdf")]

    told = refused(zipped(batch / "x.zip", csv_index(rows), GOOD))

    assert "fler än 2 brev" in told
    assert "MM_BATCH_MAX_LETTERS" in told
    assert advance(take_in(zipped(batch / "y.zip", csv_index(rows[:2]), GOOD))).lines == 2


def test_more_entries_than_letters_and_folders_can_be_refuse_the_file(
    batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BATCH_MAX_LETTERS", 1)
    monkeypatch.setattr(zip_central_directory, "MAX_ENTRIES_BESIDES_LETTERS", 1)

    told = refused(zipped(batch / "x.zip", INDEX, {**GOOD, "b.pdf": pdf("b")}))

    assert "har 3 poster; högst 2 tas emot (MM_BATCH_MAX_LETTERS)" in told


def test_a_pdf_too_large_even_for_paper_is_refused(batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sender.print_files.archive.print_file.MAX_PDF_BYTES", 100)
    file = finish(take_in(zipped(batch / "x.zip", INDEX, {"a.pdf": pdf("x" * 200)})))

    assert "högst 100 tas emot" in lines(file)[0].reason.swedish
    assert "at most 100 are taken" in lines(file)[0].reason.english


@pytest.mark.parametrize("form", ["csv", "xml"])
def test_many_lines_do_not_take_memory_for_each(batch: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few here, in small lots; that ten times as many take no more is what matters for a million."""
    monkeypatch.setattr(intake, "LOT", 50)

    def peak(count: int) -> int:
        if form == "csv":
            index = "identitetsnummer;pdf;rubrik\n" + "".join(f"{cast.ARVID};{n}.pdf;Hej\n" for n in range(count))
        else:
            index = xml(*(letter(cast.ARVID, f"{n}.pdf") for n in range(count)))
        file = take_in(zipped(batch / f"{count}.zip", index, GOOD, name=f"index.{form}"))
        tracemalloc.start()
        processing.advance_file(file.pk)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert BatchLine.objects.filter(file=file).count() == count
        return used

    peak(200)
    # Three thousand lines in memory would be ten times this.
    assert peak(3_000) < peak(300) + 1_000_000
