"""One letter as one timeline: what carries its trace, and the two things that happen beside it."""

from datetime import timedelta
from typing import Any

import pytest

from infra import clock
from infra.hooks.exchanges import Direction, Edge
from testbed.journal.timeline import exchanges_of
from tests.cast import ARVID, MARIA
from tests.testbed.journal.told import TRACE, record

SENDER = "162021004748"
OTHER = "0af7651916cd43dd8448eb211c80319c"
NOW = clock.real_now()
pytestmark = pytest.mark.usefixtures("journal")


def at(minutes: float) -> dict[str, Any]:
    return {"at": NOW + timedelta(minutes=minutes)}


def sent(**values: Any) -> None:
    record(
        **{"operation": "deliverSecure", "trace": TRACE, "caller": SENDER, "recipient": MARIA, **at(0), **values}
    )


def asked(minutes: float, **values: Any) -> None:
    usual = {"operation": "isReachable", "trace": OTHER, "caller": SENDER, "recipient": MARIA}
    record(**{**usual, **at(minutes), **values})


def page(operation: str, minutes: float, **values: Any) -> None:
    trace = TRACE if operation == "open" else OTHER
    usual = {"edge": Edge.PAGE, "operation": operation, "trace": trace, "recipient": MARIA}
    record(**{**usual, **at(minutes), **values})


def operations() -> list[str]:
    return [each.operation for each in exchanges_of(TRACE)]


def test_a_trace_that_nothing_carries_has_no_timeline() -> None:
    asked(-1)

    assert exchanges_of(TRACE) == []


def test_exchanges_stand_in_the_order_in_which_they_began() -> None:
    sent(begun=0.0, ended=30.0, **at(0.5))
    record(operation="notify", trace=TRACE, begun=0.0, ended=0.0, **at(0.2), direction=Direction.OUT)

    assert operations() == ["deliverSecure", "notify"]


def test_the_question_of_the_sender_before_the_letter_belongs_to_it() -> None:
    asked(-5)
    sent()

    assert operations() == ["isReachable", "deliverSecure"]


def test_of_several_questions_the_last_one_belongs_to_it() -> None:
    asked(-30, call_id="first")
    asked(-5, call_id="last")
    sent()

    assert exchanges_of(TRACE)[0].call_id == "last"
    assert len(operations()) == 2


@pytest.mark.parametrize(
    ("minutes", "values"),
    [
        (-61, {}),
        (1, {}),
        (-5, {"caller": "162021003898"}),
        (-5, {"recipient": ARVID}),
        (-5, {"operation": "getSenders"}),
    ],
    ids=["too long before", "afterwards", "of another sender", "about another", "another question"],
)
def test_a_question_that_is_not_about_the_letter_stays_out(minutes: float, values: dict[str, Any]) -> None:
    asked(minutes, **values)
    sent()

    assert operations() == ["deliverSecure"]


def test_a_question_under_the_letter_s_own_trace_stands_once() -> None:
    asked(-5, trace=TRACE)
    sent()

    assert operations() == ["isReachable", "deliverSecure"]


def test_the_log_in_before_the_letter_was_opened_belongs_to_it() -> None:
    sent()
    page("login", 10)
    page("open", 11)

    assert operations() == ["deliverSecure", "login", "open"]


def test_a_log_in_of_somebody_else_or_after_the_opening_stays_out() -> None:
    sent()
    page("login", 10, recipient=ARVID)
    page("open", 11)
    page("login", 12)

    assert operations() == ["deliverSecure", "open"]


def test_a_letter_that_is_opened_twice_has_the_log_in_of_each_time() -> None:
    sent()
    for minutes in (10, 100):
        page("login", minutes)
        page("open", minutes + 1)

    assert operations() == ["deliverSecure", "login", "open", "login", "open"]


def test_two_openings_within_one_log_in_share_it() -> None:
    sent()
    page("login", 10)
    page("open", 11)
    page("open", 12)

    assert operations() == ["deliverSecure", "login", "open", "open"]


def test_without_a_recipient_nothing_is_guessed() -> None:
    asked(-5)
    sent(recipient="")

    assert operations() == ["deliverSecure"]
