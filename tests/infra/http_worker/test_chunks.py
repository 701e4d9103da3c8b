"""The end of a body in chunks is found where gunicorn's parser finds it, however the body is cut."""

import io
from types import SimpleNamespace

import pytest
from gunicorn.http.body import ChunkedReader
from gunicorn.http.unreader import IterUnreader
from hypothesis import given
from hypothesis import strategies as st

from infra.http_worker.chunks import MAX_LINE, ChunkScanner

chunks = st.lists(st.binary(min_size=1, max_size=40), max_size=4)
ends = st.sampled_from([b"\r\n", b"X: y\r\n\r\n", b"X: y\r\nZ: 0\r\n\r\n"])


def in_chunks(parts: list[bytes], end: bytes = b"\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n" + end


def is_over_after(*pieces: bytes) -> bool:
    scanner = ChunkScanner()
    for piece in pieces:
        scanner.take(piece)
    return scanner.is_over


def read_by_gunicorn(octets: bytes) -> bytes:
    request = SimpleNamespace(limit_request_field_size=0, max_buffer_headers=0, parse_headers=lambda *_, **__: [])
    return bytes(ChunkedReader(request, IterUnreader([octets])).read(1_000_000))


@given(parts=chunks, end=ends, cuts=st.lists(st.integers(0, 250), max_size=5).map(sorted))
def test_it_is_over_with_its_last_byte(parts: list[bytes], end: bytes, cuts: list[int]) -> None:
    octets = in_chunks(parts, end)
    pieces = [octets[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(octets)], strict=True)]

    assert is_over_after(*pieces)
    assert not is_over_after(octets[:-1])
    assert read_by_gunicorn(octets) == b"".join(parts)


@given(parts=chunks)
def test_what_follows_belongs_to_the_next_request(parts: list[bytes]) -> None:
    assert is_over_after(in_chunks(parts) + b"POST / HTTP/1.1\r\n")


@given(parts=chunks)
def test_an_end_within_a_chunk_is_none(parts: list[bytes]) -> None:
    inner = in_chunks(parts)

    assert not is_over_after(b"%x\r\n%s" % (len(inner) + 1, inner))


@pytest.mark.parametrize("line", [b"", b"zz", b"-1", b"+5", b"0x10", b"1_0", b"5 5", b"\xb2", b"f" * 17, b";a"])
def test_what_is_malformed_is_for_the_parser_to_judge(line: bytes) -> None:
    assert is_over_after(line + b"\r\n")


@pytest.mark.parametrize("line", [b"5;name=value", b" 5", b"5 ", b"005", b"A", b"a", b"ffffffffffffffff"])
def test_a_size_is_waited_for(line: bytes) -> None:
    assert not is_over_after(line + b"\r\n")


def test_a_line_without_end_is_not_waited_for() -> None:
    assert is_over_after(*[b"5" * 1_000] * (MAX_LINE // 1_000 + 1))


def test_nothing_is_not_the_end() -> None:
    assert not is_over_after()
    assert not is_over_after(b"")


def test_the_parser_is_gunicorns() -> None:
    assert read_by_gunicorn(io.BytesIO(in_chunks([b"hej"])).read()) == b"hej"
