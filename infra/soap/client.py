"""Calls of one role to another: over mutual TLS with keep-alive, or directly to a role of this process.

A call to a role in the same process takes the same message through the same endpoint, without a
socket: it cannot dead-lock on the listener's threads and costs no TLS. A typed message goes there as it
is, a message with fixed bytes as these bytes. The choice stands here only.
"""

import re
import time
from typing import Final, Protocol, TypeVar
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from lxml import etree

from contracts import codec
from infra import trace
from infra.hooks import disruptions
from infra.hooks.disruptions import Disruption, ProvokedFault
from infra.pki.peer import caller_of_identity
from infra.pki.store import Identity
from infra.pki.trust import current_trust
from infra.soap import local
from infra.soap.call_failures import CallFailed, broken_connection_error, no_answer_error
from infra.soap.connections import pool_of
from infra.soap.disrupted import disruption_of, not_delivered, operation_at, require_no_fault
from infra.soap.endpoint import HttpAnswer
from infra.soap.http_binding.computation_lock import let_others_compute
from infra.soap.messages import envelope
from infra.soap.messages.faults import FaultReceived, fault_of, read_fault
from infra.soap.messages.parser import parse_envelope
from infra.soap.reports.exchange_reports import reporting_outgoing

Response = TypeVar("Response")
CONNECT_SECONDS = 5.0
"""Seconds that real senders wait. Source: facts.md 4.2."""
CHUNK = 65_536
_NOT_IN_HEADERS: Final = re.compile(r"[\x00-\x1f\x7f]")
"""Control characters, line breaks among them, which end a header."""


class Transport(Protocol):
    """Sends the bytes of a request to an address and returns those of the answer."""

    def post(self, address: str, body: bytes) -> bytes: ...


def call_service(address: str, request: object, response_class: type[Response], *, identity: Identity) -> Response:
    """Send a typed request as `identity`, give the typed answer.

    Raises:
        FaultReceived: the other side refused.
        CallFailed: there was no usable answer.
    """
    if address in transports or not local.is_served(address):
        return send_message(address, envelope.wrap_message(request), response_class, identity=identity)
    answer = local.call_endpoint(address, request, caller_of_identity(identity))
    if isinstance(answer, response_class):
        return answer
    assert isinstance(answer, HttpAnswer), "the response's type is the operation's"
    return _typed(_bytes_of(answer, address), response_class)


def send_message(address: str, body: bytes, response_class: type[Response], *, identity: Identity) -> Response:
    """Send a SOAP message with fixed bytes, for instance a sealed one. Else as `call_service`."""
    transport = _transport(address, identity)
    if isinstance(transport, _Local):
        # The endpoint tells of it.
        return _typed(transport.post(address, body), response_class)
    with reporting_outgoing(address, body, identity) as outgoing:
        disrupted = _Disrupted(address, body, identity)
        if isinstance(answer := disrupted.answer_instead(), response_class):
            return answer
        outgoing.answer = transport.post(address, body)
        disrupted.break_answer()
        return _typed(outgoing.answer, response_class)


class _Disrupted:
    """A call of another system that a tester may disrupt. A service of this simulator disrupts its own answers."""

    def __init__(self, address: str, body: bytes, identity: Identity) -> None:
        self._address = address
        self._disruption: Disruption | None = None
        if disruptions.may_happen() and not local.is_own(address):
            self._element = parse_envelope(body).body
            names = frozenset({urlsplit(address).hostname or address, identity.organisation.value})
            self._path, self._operation = operation_at(str(self._element.tag))
            self._disruption = disruption_of(
                self._path, self._operation, self._element, names, caller_of_identity(identity).serial
            )

    def answer_instead(self) -> object | None:
        """A response without a call; None: make the call.

        Raises:
            FaultReceived, CallFailed: what a tester wants of the call.
        """
        if self._disruption is None:
            return None
        try:
            require_no_fault(self._disruption, self._path)
        except ProvokedFault as fault:
            raise FaultReceived(fault_of(fault)) from fault
        if self._disruption.breaks and self._disruption.breaks.comes_first:
            raise broken_connection_error(self._disruption.breaks, self._address)
        return not_delivered(self._operation.name, self._element) if self._disruption.is_not_delivered else None

    def break_answer(self) -> None:
        """Lose the answer, where a tester wants that."""
        if self._disruption is not None and self._disruption.breaks:
            raise broken_connection_error(self._disruption.breaks, self._address)


def _bytes_of(answer: HttpAnswer, address: str) -> bytes:
    if answer.breaks is not None:
        raise broken_connection_error(answer.breaks, address)
    return answer.body


def _typed(data: bytes, response_class: type[Response]) -> Response:
    answer = _body_of(data)
    if answer.tag == envelope.FAULT:
        raise FaultReceived(read_fault(answer))
    try:
        return codec.from_element(response_class, answer)
    except codec.NotReadable as problem:
        raise CallFailed(
            f"svaret följer inte kontraktet: {problem.swedish}",
            f"the answer is not what the contract says: {problem.english}",
            slug="answer-breaks-contract",
        ) from problem


def _body_of(answer: bytes) -> etree._Element:
    try:
        return parse_envelope(answer).body
    except Exception as problem:
        raise CallFailed(
            "svaret är inte SOAP 1.1",
            f"the answer is not SOAP 1.1: {problem}",
            slug="answer-is-not-soap",
        ) from problem


transports: Final[dict[str, Transport]] = {}
"""By address: what carries requests there instead of a socket. Empty, but where tests play the other side."""


def _transport(address: str, identity: Identity) -> Transport:
    if address in transports:
        return transports[address]
    if local.is_served(address):
        return _Local(identity)
    return _Remote(identity)


class _Local:
    def __init__(self, identity: Identity) -> None:
        self.identity = identity

    def post(self, address: str, body: bytes) -> bytes:
        return _bytes_of(local.post_to_endpoint(address, body, caller_of_identity(self.identity)), address)


class _Remote:
    def __init__(self, identity: Identity) -> None:
        self.identity = identity

    def post(self, address: str, body: bytes) -> bytes:
        try:
            with let_others_compute():
                status, data = self._exchange(address, body)
        except urllib3.exceptions.HTTPError as problem:
            raise no_answer_error(address, problem) from problem
        if status not in {200, 500}:
            raise CallFailed(
                f"{address} svarade HTTP {status}",
                f"{address} answered HTTP {status}",
                slug="answer-http-status",
            )
        return data

    def _exchange(self, address: str, body: bytes) -> tuple[int, bytes]:
        answer = pool_of(self.identity.folder, current_trust()).request(
            "POST",
            address,
            body=body,
            headers=_headers(),
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=settings.SOAP_READ_SECONDS),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        return answer.status, _read(answer, address)


def _headers() -> dict[str, str]:
    headers = {
        "Content-Type": "text/xml; charset=utf-8",
        "SOAPAction": '""',
        "traceparent": trace.traceparent(),
    }
    if label := trace.current_label():
        headers[trace.LABEL_HEADER] = trace.written_label(_NOT_IN_HEADERS.sub("?", label))
    return headers


def _read(answer: urllib3.BaseHTTPResponse, address: str) -> bytes:
    """Read the whole answer, unless it is longer or takes longer than any answer of the contracts."""
    ends = time.monotonic() + settings.SOAP_READ_SECONDS
    data = b""
    while chunk := answer.read(CHUNK):
        data += chunk
        if len(data) > settings.MAX_SOAP_BYTES or time.monotonic() > ends:
            answer.close()
            raise CallFailed(
                f"{address} ger ett svar som inte tar slut ({len(data)} byte hittills)",
                f"{address} gives an answer that does not end ({len(data)} bytes so far)",
                slug="answer-does-not-end",
            )
    answer.release_conn()
    return data
