"""The bytes of an entry: those that the directory promises, or a refusal that names the entry."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sender.print_files.archive.zips import zip_central_directory
from sender.print_files.archive.zips.zip_entries import (
    PIECE,
    Damaged,
    ZipEntry,
    content_of,
    damage_named,
    pieces_of,
    stream_of,
)

WORDS = "Räksmörgås, tack! ".encode() * 10_000


def archive_of(content: bytes, method: int = zipfile.ZIP_DEFLATED) -> tuple[io.BytesIO, ZipEntry]:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("a.pdf", content)
    [entry] = zip_central_directory.read_entries(made)
    return made, entry


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("content", [b"", b"x", WORDS], ids=["nothing", "a byte", "much"])
def test_what_was_packed_comes_out(content: bytes, method: int) -> None:
    archive, entry = archive_of(content, method)

    assert content_of(archive, entry) == content


@given(st.binary(max_size=5_000), st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
def test_any_bytes_come_out_as_they_went_in(content: bytes, method: int) -> None:
    archive, entry = archive_of(content, method)

    assert content_of(archive, entry) == content


def test_an_entry_comes_in_pieces() -> None:
    archive, entry = archive_of(WORDS)

    pieces = list(pieces_of(archive, entry))

    assert b"".join(pieces) == WORDS
    assert max(map(len, pieces)) <= PIECE


def test_an_entry_written_as_a_stream_is_read_by_the_sizes_of_the_directory(tmp_path: Path) -> None:
    """Its local header has no sizes: they come behind the bytes."""

    class Pipe(io.FileIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError("a pipe")

    path = tmp_path / "x.zip"
    with Pipe(str(path), "w") as pipe, zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.pdf", WORDS)
    with path.open("rb") as archive:
        [entry] = zip_central_directory.read_entries(archive)
        assert content_of(archive, entry) == WORDS


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"crc": 1}, "kontrollsumma stämmer inte"),
        ({"size": len(WORDS) - 1}, "längd"),
        ({"size": len(WORDS) + 1}, "längd"),
        ({"size": 10}, "(10 byte uppges)"),
        ({"offset": 7}, "finns inte där katalogen säger"),
        ({"offset": 10**9}, "finns inte där katalogen säger"),
        ({"packed": 10}, "längd"),
        ({"method": zipfile.ZIP_STORED}, "längd"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_an_entry_that_is_not_what_the_directory_says_is_damaged(change: dict[str, int], words: str) -> None:
    archive, entry = archive_of(WORDS)

    with pytest.raises(Damaged) as damage:
        content_of(archive, replace(entry, **change))  # type: ignore[arg-type]  # numbers of its own

    assert damage.value.text.swedish.startswith("a.pdf är skadad i ZIP-filen: ")
    assert words in damage.value.text.swedish


def test_an_archive_that_ends_within_an_entry_is_damaged() -> None:
    archive, entry = archive_of(WORDS, zipfile.ZIP_STORED)
    archive.truncate(1_000)

    with pytest.raises(Damaged, match="the ZIP ends within it"):
        content_of(archive, entry)


def test_bytes_that_are_not_deflated_are_damaged() -> None:
    archive, entry = archive_of(b"\xff" * 100, zipfile.ZIP_STORED)

    with pytest.raises(Damaged, match="cannot be unpacked"):
        content_of(archive, replace(entry, method=zipfile.ZIP_DEFLATED))


def test_a_bomb_is_unpacked_no_further_than_it_declares() -> None:
    archive, entry = archive_of(bytes(1_000_000))
    seen: list[int] = []

    with pytest.raises(Damaged):
        seen.extend(len(piece) for piece in pieces_of(archive, replace(entry, size=100_000)))

    assert sum(seen) <= 100_000


def test_a_declared_beginning_with_its_right_checksum_is_that_beginning() -> None:
    archive, entry = archive_of(WORDS)

    assert content_of(archive, replace(entry, size=10, crc=zlib.crc32(WORDS[:10]))) == WORDS[:10]


def test_a_stream_reads_on_for_parsers_and_its_damage_is_named() -> None:
    archive, entry = archive_of(WORDS)
    with damage_named(entry), stream_of(archive, entry) as stream:
        assert stream.read(12) == WORDS[:12]
        assert io.TextIOWrapper(stream, "utf-8").read() == WORDS[12:].decode()

    with pytest.raises(Damaged), damage_named(entry), stream_of(archive, replace(entry, crc=1)) as stream:
        stream.read()


def test_an_error_of_its_own_is_not_called_damage() -> None:
    _, entry = archive_of(b"x")

    with pytest.raises(RuntimeError), damage_named(entry):
        raise RuntimeError("not the archive's")
