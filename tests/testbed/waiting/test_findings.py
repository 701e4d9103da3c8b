"""Requests that ask the same share one answer, which is written once."""

from collections.abc import Sequence

from testbed.waiting.findings import Finding, finding_of


def test_an_answer_is_written_once_for_each_address() -> None:
    finding, asked = Finding([3, 2]), list[str]()

    def write(keys: Sequence[int]) -> bytes:
        asked.append(str(keys))
        return b"%d" % len(asked)

    answers = [finding.write_once(address, write) for address in ("http://a/", "http://a/", "http://b/")]

    assert answers == [b"1", b"1", b"2"]
    assert asked == ["[3, 2]"] * 2


def test_too_few_are_no_finding() -> None:
    assert finding_of([1], 2) is None
    found = finding_of(iter([2, 1]), 2)
    assert found is not None
    assert found.keys == [2, 1]
