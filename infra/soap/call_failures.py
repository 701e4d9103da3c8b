"""The errors of calls that got no usable answer, and the one for each failure of a connection."""

from collections.abc import Mapping, Sequence
from typing import Final, Unpack

import urllib3

from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import AtFault, Check, Details
from infra.hooks.disruptions import Break
from infra.pki.validation.problems import CertificateProblem
from infra.soap.connections import ServerRefused


class CallFailed(MinaMeddelandenError):
    """No usable answer came: connection, time-out, TLS, HTTP or not SOAP. Another attempt may succeed."""

    code = ErrorCode.INTERNAL_ERROR
    slug = "no-usable-answer"
    check = Check.SYSTEM
    at_fault = AtFault.OPERATOR

    def __init__(self, swedish: str, english: str, address: str = "", **details: Unpack[Details]) -> None:
        super().__init__(swedish, english, **details)
        self.address = address
        """Where the request went; empty where that is not known."""


class NoAnswer(CallFailed):
    """No answer came: no connection, a time-out, or TLS failed."""

    slug = "no-answer"


class Unreached(NoAnswer):
    """The request was not delivered: no connection, or TLS refused it. It cannot have had an effect."""

    slug = "not-reached"


class NobodyListens(Unreached):
    """The address takes no connections."""

    slug = "nobody-listens"


def broken_connection_error(breaks: Break, address: str) -> CallFailed:
    """The error for a caller after its connection has broken in this way."""
    if breaks is Break.TLS:
        return Unreached(f"{address} avbröt TLS", f"{address} broke off TLS", address, slug="tls-broken-off")
    if breaks in {Break.HALF, Break.GARBAGE}:
        return CallFailed("svaret är inte SOAP 1.1", "the answer is not SOAP 1.1", address)
    return NoAnswer(
        f"{address} bröt förbindelsen", f"{address} broke the connection", address, slug="connection-broken-off"
    )


def no_answer_error(address: str, problem: urllib3.exceptions.HTTPError) -> CallFailed:
    """The error for a request that got no answer: unreached where it cannot have had an effect."""
    if isinstance(problem, ServerRefused):
        return _untrusted_server_error(address, problem.problem)
    for kind, slug, swedish, english in _REASONS:
        if isinstance(problem, kind):
            failure = _FAILURES.get(kind, NoAnswer)
            return failure(f"{address} {swedish}", f"{address} {english}", address, slug=slug, where=address)
    return NoAnswer(
        f"{address} gav inget svar: {problem}",
        f"{address} gave no answer: {problem}",
        address,
        where=address,
        slug="no-answer",
    )


def _untrusted_server_error(address: str, problem: CertificateProblem) -> Unreached:
    at_fault = AtFault.INFRASTRUCTURE if problem.is_ours else AtFault.OPERATOR
    details: Details = {**problem.facts, "at_fault": at_fault}
    return Unreached(
        f"{address} får inget brev: {problem.text.swedish}",
        f"{address} gets no letter: {problem.text.english}",
        address,
        **details,
    )


_REASONS: Final[Sequence[tuple[type[Exception], str, str, str]]] = [
    (
        urllib3.exceptions.NameResolutionError,
        "host-name-unknown",
        "har ett namn som inte finns",
        "has a name that does not exist",
    ),
    (
        urllib3.exceptions.NewConnectionError,
        "connection-refused",
        "tar inte emot anslutningar",
        "takes no connections",
    ),
    (
        urllib3.exceptions.ConnectTimeoutError,
        "connection-timed-out",
        "går inte att nå i tid",
        "cannot be reached in time",
    ),
    (urllib3.exceptions.ReadTimeoutError, "answer-timed-out", "svarade inte i tid", "did not answer in time"),
    (
        urllib3.exceptions.SSLError,
        "tls-failed",
        "har ett certifikat som inte godtas, eller godtar inte vårt",
        "has a certificate that is not accepted, or does not accept ours",
    ),
    (urllib3.exceptions.ProtocolError, "connection-broken-off", "bröt förbindelsen", "broke the connection"),
]
"""The most specific error first."""
_FAILURES: Final[Mapping[type[Exception], type[NoAnswer]]] = {
    urllib3.exceptions.NameResolutionError: Unreached,
    urllib3.exceptions.NewConnectionError: NobodyListens,
    urllib3.exceptions.ConnectTimeoutError: Unreached,
    urllib3.exceptions.SSLError: Unreached,
}
