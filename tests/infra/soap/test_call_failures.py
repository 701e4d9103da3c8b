"""Each failure of a connection becomes an error that says whether the request can have had an effect."""

import pytest
import urllib3

from infra.errors.explanation import AtFault
from infra.hooks.disruptions import Break
from infra.soap.call_failures import (
    CallFailed,
    NoAnswer,
    NobodyListens,
    Unreached,
    broken_connection_error,
    no_answer_error,
)

ADDRESS = "https://operator.example/Service/v3"
POOL = urllib3.HTTPSConnectionPool("operator.example")
CONNECTION = urllib3.connection.HTTPSConnection("operator.example")


@pytest.mark.parametrize(
    ("problem", "kind", "slug"),
    [
        (
            urllib3.exceptions.NameResolutionError("operator.example", CONNECTION, OSError()),  # type: ignore[arg-type]  # of any error
            Unreached,
            "host-name-unknown",
        ),
        (urllib3.exceptions.NewConnectionError(CONNECTION, "refused"), NobodyListens, "connection-refused"),
        (urllib3.exceptions.ConnectTimeoutError(CONNECTION, "late"), Unreached, "connection-timed-out"),
        (urllib3.exceptions.ReadTimeoutError(POOL, ADDRESS, "late"), NoAnswer, "answer-timed-out"),
        (urllib3.exceptions.SSLError("no"), Unreached, "tls-failed"),
        (urllib3.exceptions.ProtocolError("cut"), NoAnswer, "connection-broken-off"),
        (urllib3.exceptions.HTTPError("odd"), NoAnswer, "no-answer"),
    ],
)
def test_a_failure_of_the_connection_has_a_kind_and_a_reason(
    problem: urllib3.exceptions.HTTPError, kind: type[CallFailed], slug: str
) -> None:
    error = no_answer_error(ADDRESS, problem)

    assert (type(error), error.explanation.reason, error.address) == (kind, slug, ADDRESS)
    assert error.explanation.at_fault is AtFault.OPERATOR
    assert ADDRESS in error.text.swedish
    assert ADDRESS in error.text.english


@pytest.mark.parametrize(
    ("breaks", "kind"),
    [
        (Break.TLS, Unreached),
        (Break.HALF, CallFailed),
        (Break.GARBAGE, CallFailed),
        (Break.CLOSE, NoAnswer),
        (Break.RESET, NoAnswer),
    ],
)
def test_only_a_break_before_the_request_leaves_it_without_effect(breaks: Break, kind: type[CallFailed]) -> None:
    error = broken_connection_error(breaks, ADDRESS)

    assert (type(error), error.address) == (kind, ADDRESS)
    assert isinstance(error, Unreached) is (breaks is Break.TLS)
