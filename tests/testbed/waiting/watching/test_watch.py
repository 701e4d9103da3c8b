"""The watch of a process: each waiter gets its own answer, and none can take more than its place."""

import threading
from typing import Any

import pytest

from infra.versions import data_version
from mailbox_operator.models import Message
from testbed.waiting.watching.facts import FactSource, may_concern
from testbed.waiting.watching.watch import TooManyWait, Waiter, Watch
from tests.waiting import eventually

SOURCE = FactSource(Message, {"subject": "subject"})
pytestmark = pytest.mark.django_db(transaction=True)


def here() -> bool:
    return False


def waiter(look: Any, **wanted: Any) -> Waiter[Any]:
    return Waiter(look, [SOURCE], wanted)


def is_full(watch: Watch) -> bool:
    try:
        watch.wait(waiter(lambda: None), 0, lambda: True)
    except TooManyWait:
        return True
    return False


def test_what_is_there_is_found_however_little_time_there_is() -> None:
    assert Watch(1).wait(waiter(lambda: "found"), 0, here) == "found"


def test_what_does_not_come_is_none() -> None:
    assert Watch(1).wait(waiter(lambda: None), 0.1, here) is None


def test_it_looks_again_when_something_has_happened() -> None:
    answers = iter([None])

    def look() -> str | None:
        return next(answers, "found")

    watch, found = Watch(1), list[Any]()
    thread = threading.Thread(target=lambda: found.append(watch.wait(waiter(look), 20, here)))
    thread.start()
    data_version.advance()
    thread.join(20)

    assert found == ["found"]


def test_one_too_many_is_refused_and_leaves_the_others_alone() -> None:
    watch, ends = Watch(1), threading.Event()
    thread = threading.Thread(target=watch.wait, args=(waiter(lambda: ends.is_set() or None), 20, here))
    thread.start()

    assert eventually(lambda: is_full(watch))
    ends.set()
    thread.join(20)
    assert watch.wait(waiter(lambda: "place"), 0, here) == "place"


def test_an_error_of_one_reaches_that_one_alone() -> None:
    watch = Watch(2)

    def fail() -> None:
        raise LookupError("broken")

    with pytest.raises(LookupError):
        watch.wait(waiter(fail), 5, here)
    assert watch.wait(waiter(lambda: "found"), 5, here) == "found"


def test_a_caller_that_has_gone_is_not_waited_for() -> None:
    done = list[Any]()
    thread = threading.Thread(target=lambda: done.append(Watch(1).wait(waiter(lambda: None), 60, lambda: True)))
    thread.start()
    thread.join(10)

    assert done == [None]


def test_those_that_ask_the_same_are_looked_for_once() -> None:
    watch, found, looks = Watch(3), list[Any](), list[str]()
    is_busy, may_go_on = threading.Event(), threading.Event()

    def keep_busy() -> None:
        is_busy.set()
        may_go_on.wait(20)

    def look() -> str:
        looks.append("look")
        return "found"

    def alike() -> Waiter[Any]:
        return Waiter(look, [SOURCE], {}, question="the same")

    first = threading.Thread(target=watch.wait, args=(waiter(keep_busy), 1, here))
    first.start()
    assert is_busy.wait(20)
    # The watch is busy until both have come.
    both = [threading.Thread(target=lambda: found.append(watch.wait(alike(), 20, here))) for _ in range(2)]
    for thread in both:
        thread.start()
    assert eventually(lambda: is_full(watch))
    may_go_on.set()
    for thread in (first, *both):
        thread.join(20)

    assert (found, looks) == (["found", "found"], ["look"])


def test_what_nobody_tells_of_is_found_all_the_same() -> None:
    answers = iter([None])

    assert Watch(1).wait(waiter(lambda: next(answers, "found")), 20, here) == "found"


def test_a_database_that_cannot_be_asked_is_told_and_the_next_wait_looks_again() -> None:
    watch = Watch(1)

    def fail() -> None:
        raise LookupError("gone")

    broken = FactSource(Message, {}, fail)
    with pytest.raises(LookupError):
        watch.wait(Waiter(lambda: None, [broken], {}), 20, here)
    assert watch.wait(waiter(lambda: "found"), 20, here) == "found"


@pytest.mark.parametrize(
    ("wanted", "facts", "may"),
    [
        ({}, {"subject": "a"}, True),
        ({"subject": "a"}, {"subject": "a"}, True),
        ({"subject": "a"}, {"subject": "b"}, False),
        ({"read": True}, {"subject": "b"}, True),
        ({"subject": "a", "read": True}, {"subject": "b"}, False),
        ({"label": "Natt "}, {"label": "natt"}, True),
        ({"code": "5003"}, {"code": 5003}, True),
        ({"recipient": "a"}, {"recipient": None}, True),
    ],
)
def test_a_row_concerns_a_wait_unless_a_fact_says_otherwise(
    wanted: dict[str, Any], facts: dict[str, Any], may: bool
) -> None:
    assert may_concern(wanted, facts) is may
