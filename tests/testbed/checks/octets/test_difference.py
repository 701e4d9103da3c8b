"""The first difference between two rows of octets, with its place and in words."""

import time

import pytest

from testbed.checks.octets.difference import first_difference


def test_the_same_octets_do_not_differ() -> None:
    assert first_difference(b"<a/>", b"<a/>") is None


@pytest.mark.parametrize(
    ("ours", "yours", "position", "line", "column", "said"),
    [
        (b"<a>b</a>", b"<a>c</a>", 3, 1, 4, "«b», ni «c»"),
        (b"<a>\nb</a>", b"<a>\r\nb</a>", 3, 1, 4, "radbrytning (LF), ni vagnretur (CR)"),
        (b"<a>\nb</a>", b"<a>\n b</a>", 4, 2, 1, "«b», ni blanksteg"),
        (b"<a/>", b"<a/>\n", 4, 1, 5, "slutet, ni radbrytning (LF)"),
        (b"<a/>", b"", 0, 1, 1, "«<», ni slutet"),
        (b"<a/>", b"\xef\xbb\xbf<a/>", 0, 1, 1, "BOM"),
        (b"<a/>", b"<?xml version='1.0'?><a/>", 1, 1, 2, "XML-deklaration"),
        ("å".encode(), "ä".encode(), 1, 1, 2, "0xa5, ni 0xa4"),
    ],
)
def test_the_place_and_what_stands_there_are_said(
    ours: bytes, yours: bytes, position: int, line: int, column: int, said: str
) -> None:
    found = first_difference(ours, yours)

    assert found is not None
    assert (found.position, found.line, found.column) == (position, line, column)
    assert said in found.text.swedish


def test_what_is_around_is_shown_shortened() -> None:
    ours, yours = b"x" * 500 + b"1" + b"z" * 500, b"x" * 500 + b"2" + b"z" * 500

    found = first_difference(ours, yours)

    assert found is not None
    assert found.ours == "…" + "x" * 60 + "1" + "z" * 59 + "…"
    assert found.yours == "…" + "x" * 60 + "2" + "z" * 59 + "…"


def test_two_mebibytes_are_compared_at_once() -> None:
    ours = b"ab" * 1_048_576
    began = time.process_time()

    found = first_difference(ours, ours[:-1] + b"c")

    assert found is not None
    assert found.position == len(ours) - 1
    assert time.process_time() - began < 0.5
