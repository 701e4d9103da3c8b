"""Requests that ask the same share one answer, which is written once."""

from collections.abc import Sequence

import pytest

from testbed.waiting.watching.found_rows import WRITTEN_AT_ONCE, FoundRows, WaitAnswer, found_rows_of


def test_an_answer_is_written_once_for_each_address() -> None:
    found_rows, asked = FoundRows([3, 2]), list[str]()

    def write(keys: Sequence[int]) -> bytes:
        asked.append(str(keys))
        return b"%d" % len(asked)

    answers = [found_rows.write_once(address, write) for address in ("http://a/", "http://a/", "http://b/")]

    assert answers == [b"1", b"1", b"2"]
    assert asked == ["[3, 2]"] * 2


def test_too_few_are_not_found() -> None:
    assert found_rows_of([1], 2) is None
    found = found_rows_of(iter([2, 1]), 2)
    assert found is not None
    assert found.keys == [2, 1]


@pytest.mark.parametrize(("count", "written"), [(1, 1), (WRITTEN_AT_ONCE, 1), (WRITTEN_AT_ONCE + 1, 0)])
def test_a_small_answer_is_written_where_it_is_found(count: int, written: int) -> None:
    asked = list[int]()

    def write(keys: Sequence[int]) -> bytes:
        asked.append(len(keys))
        return b"answer"

    answer = WaitAnswer("http://a/", write)
    found_rows = answer.written_with(lambda: FoundRows(range(count)))()

    assert len(asked) == written
    assert found_rows is not None
    assert answer.to(found_rows) == b"answer"
    assert asked == [count]


def test_what_is_not_found_is_not_written() -> None:
    def write(_keys: Sequence[int]) -> bytes:
        raise AssertionError

    assert WaitAnswer("http://a/", write).written_with(lambda: None)() is None
