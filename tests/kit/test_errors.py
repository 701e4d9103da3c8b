"""Errors of the kit: each says enough to mend the test by its message alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minameddelanden import KitError, NoAnswer, NotInTime, NotReady, Problem, Refused, Unreachable

CALL = "GET /api/v1/people"
MEMBERS = st.dictionaries(
    st.sampled_from(["title", "detail", "type", "reason", "other"]),
    st.none() | st.integers() | st.text(max_size=10),
)


@pytest.mark.parametrize("kind", [NoAnswer, NotReady, Problem, NotInTime, Refused, Unreachable])
def test_every_error_is_one_of_the_kit(kind: type[Exception]) -> None:
    assert issubclass(kind, KitError)


def test_what_did_not_come_in_time_is_a_problem_too() -> None:
    assert issubclass(NotInTime, Problem)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"title": "Not found", "detail": "No such run"}, f"{CALL}: 404 Not found. No such run"),
        ({"title": "Not found"}, f"{CALL}: 404 Not found"),
        ({"detail": "No such run"}, f"{CALL}: 404 . No such run"),
        ({}, f"{CALL}: 404"),
        (
            {"title": "Invalid", "errors": [{"pointer": "/age", "detail": "too old"}, {"pointer": "/name"}]},
            f"{CALL}: 404 Invalid\n  /age: too old\n  /name: ",
        ),
        ({"title": "Invalid", "errors": None}, f"{CALL}: 404 Invalid"),
    ],
)
def test_a_problem_says_the_call_the_status_and_each_wrong_value(body: dict[str, Any], message: str) -> None:
    assert str(Problem(404, body, CALL)) == message


@pytest.mark.parametrize(
    ("kind", "found"),
    [("urn:mina-meddelanden-simulator:problem:not-found", "not-found"), ("about:blank", "blank"), ("", "")],
)
def test_the_kind_is_the_last_part_of_the_type(kind: str, found: str) -> None:
    assert Problem(404, {"type": kind}, CALL).kind == found


@given(st.integers(400, 599), MEMBERS)
def test_a_problem_of_any_body_can_be_said(status: int, body: dict[str, Any]) -> None:
    problem = NotInTime(status, body, CALL)

    assert str(status) in str(problem)
    assert isinstance(problem.reason, str)
    assert problem.closest is None


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ("Nej | No [signature-wrong]", "signature-wrong"),
        ("Nej | No [signature-wrong]\n ", "signature-wrong"),
        ("Nej [a] | No [b]", "b"),
        ("Nej [a] | No", ""),
        ("]", ""),
        ("", ""),
    ],
)
def test_the_reason_is_what_stands_in_brackets_at_the_end(description: str, reason: str) -> None:
    assert Refused(5012, description, "call").reason == reason


@given(st.integers(0, 9999), st.text(max_size=40))
def test_any_refusal_says_its_code_and_its_words(code: int, description: str) -> None:
    refusal = Refused(code, description, "call")

    assert str(refusal) == f"{code}: {description}"
    assert refusal.http_status == 500
    assert refusal.reason in description
