"""Listeners hear of every exchange, and nothing that they do reaches the caller."""

import pytest

from infra import trace
from infra.errors import AccessDenied, SystemFault
from infra.errors.codes import ErrorCode
from infra.hooks import exchanges
from infra.hooks.exchanges import Direction, Edge, Exchange, Verdict
from tests.reported_exchanges import reported

__all__ = ["reported"]


def exchange(address: str = "/Service/v3") -> Exchange:
    return Exchange(edge=Edge.SOAP, direction=Direction.IN, address=address)


def test_a_listener_hears_an_exchange_once_though_it_asked_twice() -> None:
    kept: list[Exchange] = []
    listener = kept.append
    exchanges.add_listener(listener)
    exchanges.add_listener(listener)

    exchanges.report_exchange(told := exchange())
    exchanges.remove_listener(listener)
    exchanges.report_exchange(exchange())

    assert kept == [told]


def test_a_listener_that_was_never_there_can_be_forgotten() -> None:
    exchanges.remove_listener(lambda _: None)


def test_while_somebody_listens_it_is_worth_the_time_to_tell(reported: list[Exchange]) -> None:
    assert exchanges.has_listeners()


def test_a_listener_that_fails_keeps_nobody_else_from_hearing(
    reported: list[Exchange], caplog: pytest.LogCaptureFixture
) -> None:
    kept: list[Exchange] = []

    def fail(_: Exchange) -> None:
        raise RuntimeError("the listener is broken")

    last = kept.append
    exchanges.add_listener(fail)
    exchanges.add_listener(last)
    try:
        exchanges.report_exchange(told := exchange("/Authority"))
    finally:
        exchanges.remove_listener(fail)
        exchanges.remove_listener(last)

    assert reported == kept == [told]
    assert "an exchange with /Authority" in caplog.text


def test_an_error_while_an_exchange_is_put_together_is_logged_and_goes_no_further(
    reported: list[Exchange], caplog: pytest.LogCaptureFixture
) -> None:
    @exchanges.log_failures
    def tell_of(address: str, *, divided_by: int) -> None:
        exchanges.report_exchange(exchange(f"{address}/{1 // divided_by}"))

    tell_of("/a", divided_by=1)
    tell_of("/a", divided_by=0)

    assert [one.address for one in reported] == ["/a/1"]
    assert "an exchange could not be reported" in caplog.text
    assert tell_of.__name__ == "tell_of"


def test_an_exchange_carries_the_trace_and_the_label_of_its_request() -> None:
    before = trace.current_label()
    trace.set_label("run-17")
    try:
        told = exchange()
    finally:
        trace.set_label(before)

    assert told.label == "run-17"
    assert told.trace == trace.current_trace()
    assert exchange().label == (before or "")


def test_what_is_not_known_of_an_exchange_is_empty() -> None:
    told = exchange()

    assert told.verdict is Verdict.ACCEPTED
    assert (told.status, told.code, told.request, told.response) == (0, 0, b"", b"")
    assert not told.text
    assert told.at.utcoffset() is not None


def test_the_reasons_of_a_refusal_are_its_code_its_text_and_its_explanation() -> None:
    problem = AccessDenied("Det får ni inte.", "You may not.")

    assert exchanges.reasons_of(problem) == {
        "code": int(ErrorCode.ACCESS_DENIED),
        "text": problem.text,
        "explanation": problem.explanation,
    }
    assert exchanges.reasons_of(None) == {}


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        (int(AccessDenied.code), Verdict.REFUSED),
        (int(ErrorCode.INVALID_INPUT), Verdict.REFUSED),
        (9999, Verdict.REFUSED),
        (0, Verdict.REFUSED),
        (int(SystemFault.code), Verdict.FAILED),
    ],
)
def test_a_fault_of_the_caller_is_refused_and_one_of_the_system_failed(code: int, verdict: Verdict) -> None:
    assert exchanges.verdict_of_code(code) is verdict
