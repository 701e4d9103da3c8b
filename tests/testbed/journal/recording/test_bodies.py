"""The bytes of exchanges in files: read back as they were, cut at the limit, deleted oldest first."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from testbed.journal.recording import bodies
from testbed.journal.recording.bodies import NOWHERE, BodyPlace, BodyWriter, read_body

pairs = st.lists(st.tuples(st.binary(max_size=50), st.binary(max_size=50)), min_size=1, max_size=5)


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.JOURNAL_DIR = tmp_path / "bodies"
    settings.JOURNAL_MAX_BYTES = 10_000
    return bodies.bodies_folder()


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*.octets"))


def size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("*.octets"))


def aged(file: Path, seconds: float) -> None:
    os.utime(file, (seconds, seconds))


@given(st.lists(pairs, min_size=1, max_size=4))
@how(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_appended_in_whatever_blocks_is_read_back(
    folder: Path, blocks: list[Sequence[tuple[bytes, bytes]]]
) -> None:
    writer = BodyWriter()

    places = [(place, pair) for block in blocks for place, pair in zip(writer.append(block), block, strict=True)]

    for place, (request, response) in places:
        assert read_body(place) == request
        assert read_body(place, response=True) == response


def test_two_writers_have_a_file_each(folder: Path) -> None:
    one, other = BodyWriter(), BodyWriter()

    [first] = one.append([(b"a", b"b")])
    [second] = other.append([(b"c", b"d")])

    assert first.file != second.file
    assert (read_body(first), read_body(second)) == (b"a", b"c")


def test_what_stands_nowhere_is_empty_and_not_missing(folder: Path) -> None:
    assert read_body(NOWHERE) == b""
    assert read_body(NOWHERE, response=True) == b""


def test_an_empty_request_and_an_empty_answer_are_kept_as_such(folder: Path) -> None:
    [place] = BodyWriter().append([(b"", b"")])

    assert read_body(place) == b""
    assert read_body(place, response=True) == b""


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "clock.json", "1.octets", f"{'1' * 20}-abcdefgh.octets", "x" * 64]
)
def test_a_file_of_another_name_is_never_opened(folder: Path, name: str) -> None:
    assert read_body(BodyPlace(name, 0, 4, 4)) is None


def test_bytes_beyond_the_end_of_the_file_are_told_as_lost(folder: Path) -> None:
    [place] = BodyWriter().append([(b"request", b"answer")])

    assert read_body(place._replace(request=100)) is None
    assert read_body(place._replace(begins=1_000)) is None


def test_bytes_of_a_file_that_is_gone_are_told_as_lost(folder: Path) -> None:
    [place] = BodyWriter().append([(b"request", b"answer")])
    (folder / place.file).unlink()

    assert read_body(place) is None
    assert read_body(place, response=True) is None


@pytest.mark.parametrize("more", [-1, 0, 1, 1_000])
def test_what_is_longer_than_a_message_may_be_is_cut_at_the_limit(folder: Path, more: int) -> None:
    request = b"x" * (bodies.MAX_BODY + more)

    [place] = BodyWriter().append([(request, b"answer")])

    assert place.request == min(len(request), bodies.MAX_BODY)
    assert read_body(place) == request[: bodies.MAX_BODY]
    assert read_body(place, response=True) == b"answer"


def test_a_folder_that_somebody_deleted_is_made_again(folder: Path) -> None:
    writer = BodyWriter()
    [before] = writer.append([(b"a", b"")])
    (folder / before.file).unlink()
    folder.rmdir()

    [after] = writer.append([(b"b", b"")])

    assert read_body(after) == b"b"
    assert read_body(before) is None


def test_the_oldest_files_go_until_the_others_fit(folder: Path) -> None:
    places = [BodyWriter().append([(b"x" * 100, b"")])[0] for _ in range(5)]

    assert bodies.delete_oldest(250, before=0.0) == 3

    assert [read_body(place) is None for place in places] == [True, True, True, False, False]
    assert size(folder) == 200


def test_files_that_ended_before_the_time_go_however_small_they_are(folder: Path) -> None:
    old, new = (BodyWriter().append([(b"x", b"")])[0] for _ in range(2))
    aged(folder / old.file, 1_000)
    aged(folder / new.file, 3_000)

    assert bodies.delete_oldest(10_000, before=2_000) == 1

    assert names(folder) == [new.file]


def test_with_room_for_all_nothing_goes(folder: Path) -> None:
    BodyWriter().append([(b"x" * 100, b"y" * 100)])

    assert bodies.delete_oldest(200, before=0.0) == 0
    assert size(folder) == 200


def test_files_of_others_in_the_folder_are_neither_counted_nor_deleted(folder: Path) -> None:
    stranger = folder / "notes.txt"
    stranger.write_text("not ours")
    aged(stranger, 1)

    assert bodies.delete_oldest(0, before=2_000) == 0

    assert stranger.exists()
    assert size(folder) == 0
