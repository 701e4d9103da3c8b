"""The directory of a ZIP: read in slices, kept on disk, and it knows which letter has which PDF."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sender.print_files.archive.refusals import PrintFileRefused
from sender.print_files.archive.zips import zip_central_directory
from sender.print_files.archive.zips.zip_directory import ZipDirectory

NAMES = ["index.csv", "brev/1.pdf", "brev/2.pdf", "över/3.pdf"]


def packed(path: Path, names: list[str], comment: bytes = b"") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.comment = comment
            archive.writestr(info, name.encode())
    return path


def built(path: Path) -> ZipDirectory:
    with path.open("rb") as archive:
        return ZipDirectory.build(archive, path.with_suffix(".sqlite3"))


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[ZipDirectory]:
    with built(packed(tmp_path / "x.zip", NAMES)) as made:
        yield made


def names_in(path: Path) -> list[str]:
    with path.open("rb") as archive:
        return [entry.name for entry in zip_central_directory.read_entries(archive)]


@pytest.mark.parametrize("size", [1, 46, 47, 100, 1_000_000])
def test_the_directory_is_the_same_in_slices_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(zip_central_directory, "SLICE", size)

    assert names_in(packed(tmp_path / "x.zip", NAMES, comment=b"a comment between the records")) == NAMES


def test_a_comment_that_looks_like_a_directory_is_a_comment(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", NAMES, comment=b"PK\x01\x02" * 20 + b"PK\x06\x07" + b"\0" * 16)

    assert names_in(path) == NAMES


def test_a_zip_behind_other_bytes_than_its_own_is_refused_and_not_misread(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", NAMES)
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())

    with pytest.raises(PrintFileRefused, match="broken"):
        names_in(path)


@pytest.mark.parametrize("said", [0, 3, 5])
def test_a_directory_of_more_or_fewer_entries_than_it_says_is_refused(tmp_path: Path, said: int) -> None:
    path = packed(tmp_path / "x.zip", NAMES)
    data = bytearray(path.read_bytes())
    end = data.rfind(b"PK\x05\x06")
    data[end + 10 : end + 12] = said.to_bytes(2, "little")
    path.write_bytes(data)

    with pytest.raises(PrintFileRefused):
        names_in(path)


def test_more_entries_than_fit_in_sixteen_bits_are_read_and_take_no_memory_for_each(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", [f"{number}.pdf" for number in range(66_000)])

    tracemalloc.start()
    with path.open("rb") as archive:
        count = sum(1 for _ in zip_central_directory.read_entries(archive))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 66_000
    # The list of them all would be some 35 MB.
    assert peak < 10_000_000


def test_entries_are_found_by_name_and_from_the_folder_of_the_index_on(directory: ZipDirectory) -> None:
    assert directory.find("1.pdf") is None
    directory.find_beside("brev/index.csv")

    found = directory.find("1.pdf")
    assert found is not None
    assert found.name == "brev/1.pdf"
    assert directory.find("brev/1.pdf") == found


def test_the_folder_of_the_index_is_remembered_when_the_table_is_opened_again(tmp_path: Path) -> None:
    with built(packed(tmp_path / "x.zip", NAMES)) as first:
        first.find_beside("över/index.csv")
        first.find_beside("brev/index.csv")

    with ZipDirectory(tmp_path / "x.sqlite3") as again:
        assert again.find("2.pdf") is not None
        assert again.find("3.pdf") is None


def test_a_pdf_is_the_first_letters_that_names_it(directory: ZipDirectory) -> None:
    taken = directory.take_pdfs([("brev/1.pdf", 1), ("brev/2.pdf", 2), ("brev/1.pdf", 3), ("saknas.pdf", 4)])

    assert taken == {1: 1, 2: 2, 3: 1, 4: None}
    assert directory.take_pdfs([("brev/2.pdf", 9)]) == {9: 2}


def test_what_no_letter_names_is_left_over(directory: ZipDirectory) -> None:
    directory.take_pdfs([("brev/1.pdf", 1)])
    directory.note_named(["brev/2.pdf", "saknas.pdf"])

    assert directory.left_over("index.csv", 20) == (1, ["över/3.pdf"])


def test_only_the_first_of_many_left_over_are_named(tmp_path: Path) -> None:
    with built(packed(tmp_path / "x.zip", [f"{number:03}.pdf" for number in range(50)])) as directory:
        assert directory.left_over("index.csv", 2) == (50, ["000.pdf", "001.pdf"])


def test_entries_are_found_by_how_their_names_end_in_capitals_too(tmp_path: Path) -> None:
    with built(packed(tmp_path / "x.zip", ["INDEX.CSV", "a.xml", "a.pdf"])) as directory:
        assert [entry.name for entry in directory.named_like(".csv", ".xml")] == ["INDEX.CSV", "a.xml"]


def test_a_table_that_is_there_is_replaced(tmp_path: Path) -> None:
    built(packed(tmp_path / "x.zip", NAMES)).close()

    with built(packed(tmp_path / "x.zip", ["other.pdf"])) as directory:
        assert directory.left_over("", 20) == (1, ["other.pdf"])


def test_a_long_build_ticks(tmp_path: Path) -> None:
    ticks: list[None] = []
    path = packed(tmp_path / "x.zip", [f"{number}.pdf" for number in range(11_000)])
    with path.open("rb") as archive, ZipDirectory.build(archive, tmp_path / "t", lambda: ticks.append(None)):
        assert len(ticks) >= 3


def test_a_zip_that_would_unpack_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sender.print_files.archive.zips.zip_directory.MAX_UNPACKED", 10)

    with pytest.raises(PrintFileRefused, match="would unpack to more than"):
        built(packed(tmp_path / "x.zip", NAMES))
