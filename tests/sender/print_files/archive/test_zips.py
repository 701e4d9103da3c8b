"""ZIP files that nobody should make: each is refused as a whole, with words that help."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from tests.sender.print_files.archive.spoiled_files import GOOD, INDEX, patched, refused, write
from tests.sender.print_files.conftest import pdf, zipped


def with_entry(path: Path, entry: zipfile.ZipInfo, content: bytes = b"x") -> Path:
    zipped(path, INDEX, GOOD)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, content)
    return path


def entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.create_system = 3
    made.external_attr = mode << 16
    return made


def test_what_is_no_zip_is_refused(batch: Path) -> None:
    assert "ingen ZIP-fil" in refused(write(batch / "x.zip", b"%PDF-1.4 not a zip at all"))


def test_a_zip_that_was_cut_off_is_refused(batch: Path) -> None:
    whole = zipped(batch / "x.zip", INDEX, GOOD).read_bytes()

    assert "avbruten" in refused(write(batch / "x.zip", whole[: len(whole) // 2]))


def test_a_zip_whose_directory_is_damaged_is_refused(batch: Path) -> None:
    assert "trasig" in refused(patched(zipped(batch / "x.zip", INDEX, GOOD), b"PK\x01\x02", b"PKxx"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../../etc/cron.d/x.pdf", "leder ut"),
        ("brev\\..\\..\\x.pdf", "leder ut"),
        ("/etc/passwd", "absolut"),
        ("C:\\x.pdf", "absolut"),
        ("brev.zip", "arkiv i arkivet"),
        ("brev\x01.pdf", "styrtecken"),
    ],
)
def test_names_that_no_letter_has_refuse_the_file(batch: Path, name: str, words: str) -> None:
    assert words in refused(with_entry(batch / "x.zip", entry(name)))


def test_links_refuse_the_file(batch: Path) -> None:
    link = entry("b.pdf", stat.S_IFLNK | 0o777)

    assert "länk" in refused(with_entry(batch / "x.zip", link, b"/etc/passwd"))


def test_encrypted_entries_refuse_the_file(batch: Path) -> None:
    path = zipped(batch / "x.zip", INDEX, GOOD)
    data = bytearray(path.read_bytes())
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1

    assert "krypterad" in refused(write(path, bytes(data)))


def test_unusual_packing_refuses_the_file(batch: Path) -> None:
    zipped(batch / "x.zip", INDEX, {})
    with zipfile.ZipFile(batch / "x.zip", "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.pdf", pdf("a"))

    assert "deflate" in refused(batch / "x.zip")


def test_the_same_name_twice_refuses_the_file(batch: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        with_entry(batch / "x.zip", entry("a.pdf"))

    assert "Filnamnet a.pdf står två gånger" in refused(batch / "x.zip")


def test_a_file_without_an_index_or_with_two_is_refused(batch: Path) -> None:
    assert "fattas" in refused(zipped(batch / "x.zip", INDEX, GOOD, name="brev.dat"))
    assert "flera" in refused(zipped(batch / "y.zip", INDEX, {**GOOD, "index.xml": b"<x/>"}))
