"""The messages between the parent and the child that reads PDFs."""

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.pdf.frames import MAX_FILES, MAX_OCTETS, BrokenFrame, Frame, pack_frame, unpack_frame


def reader_of(octets: bytes) -> Callable[[int], bytes]:
    """Gives the octets piece by piece, as a pipe does."""
    rest = memoryview(octets)

    def read(count: int) -> bytes:
        nonlocal rest
        given, rest = bytes(rest[:count]), rest[count:]
        return given

    return read


@given(
    st.dictionaries(st.text(), st.integers() | st.text() | st.booleans() | st.lists(st.integers())),
    st.lists(st.binary(max_size=50), max_size=5),
)
def test_a_frame_is_unpacked_as_it_was_packed(values: dict[str, object], files: list[bytes]) -> None:
    frame = unpack_frame(reader_of(b"".join(pack_frame(Frame(values, files)))))

    assert (frame.values, list(frame.files)) == (values, files)


def test_files_are_not_copied_when_they_are_packed() -> None:
    file = bytes(1_000_000)

    assert pack_frame(Frame({}, [file]))[1] is file


def test_two_frames_may_follow_one_another() -> None:
    read = reader_of(b"".join(pack_frame(Frame({"number": 1}, [b"a"])) + pack_frame(Frame({"number": 2}))))

    assert unpack_frame(read).values == {"number": 1}
    assert unpack_frame(read).values == {"number": 2}


@pytest.mark.parametrize("text", [b"[]", b"1", b"null", b"{", b"", b"\xff"])
def test_values_that_are_no_object_are_refused(text: bytes) -> None:
    with pytest.raises(BrokenFrame):
        unpack_frame(reader_of(struct.pack(">II", len(text), 0) + text))


@pytest.mark.parametrize(
    ("length", "files"),
    [(MAX_OCTETS + 1, []), (2, [MAX_OCTETS]), (2, [MAX_OCTETS // 2, MAX_OCTETS // 2 + 1])],
)
def test_lengths_beyond_the_limit_are_refused_before_anything_is_read(length: int, files: list[int]) -> None:
    header = struct.pack(">II", length, len(files)) + b"".join(struct.pack(">I", each) for each in files)
    read = reader_of(header)

    with pytest.raises(BrokenFrame, match="too long"):
        unpack_frame(read)


def test_more_files_than_are_allowed_are_refused() -> None:
    with pytest.raises(BrokenFrame, match=f"{MAX_FILES + 1} files"):
        unpack_frame(reader_of(struct.pack(">II", 2, MAX_FILES + 1)))
