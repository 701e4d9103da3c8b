"""Post one event to one receiver: to an address that the guard allowed, bounded in time and size.

Redirects are not followed.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from infra.errors import MinaMeddelandenError, SystemFault
from infra.errors.explanation import Check
from infra.texts import EMPTY, Text
from webhooks.models import Result
from webhooks.sending import url_guard
from webhooks.sending.url_guard import Target

KEPT_BYTES: Final = 2_000
"""Of an answer; the rest is not read."""
USER_AGENT: Final = "mina-meddelanden-simulator"
MAX_SHOWN_LOCATION: Final = 200

TOO_SLOW: Final = Text("svaret kom inte inom {seconds} sekunder", "no answer within {seconds} seconds")
NO_ANSWER: Final = Text("inget svar: {problem}", "no answer: {problem}")
NO_CONNECTION: Final = Text(
    "ingen förbindelse med {address} inom {seconds} sekunder",
    "no connection to {address} within {seconds} seconds",
)
REDIRECTED: Final = Text(
    "mottagaren hänvisar till {location}, men omdirigeringar följs inte; ändra url",
    "the receiver redirects to {location}, but redirects are not followed; change url",
)
NOT_2XX: Final = Text("mottagaren svarade {status}, inte 2xx", "the receiver answered {status}, not 2xx")


_REFUSED: Final = urllib3.exceptions.NewConnectionError
_TOO_SLOW: Final = (TimeoutError, urllib3.exceptions.ConnectTimeoutError)
"""urllib3 counts a refused connection among them."""


class NoConnection(SystemFault):
    """None of the receiver's addresses could be connected to."""

    slug = "webhook-receiver-unreachable"
    check = Check.SYSTEM


@dataclass(frozen=True)
class TimeLimits:
    """How long a receiver is waited for, in seconds, after its name has been looked up."""

    connect: float
    answer: float
    """For the whole answer, however slowly its bytes come."""


DELIVERY_LIMITS: Final = TimeLimits(connect=5.0, answer=10.0)
PING_LIMITS: Final = TimeLimits(connect=2.0, answer=3.0)
"""A person waits for a ping, and so does one of the few threads that show pages."""


@dataclass(frozen=True)
class PostOutcome:
    """How an attempt ended, and what came back."""

    result: Result
    status: int | None = None
    answer: str = ""
    error: Text = EMPTY
    """Why it does not count as received."""
    duration_ms: int = 0


@dataclass(frozen=True)
class _Answer:
    status: int
    location: str
    body: bytes


def post_event(
    url: str, body: bytes, headers: Mapping[str, str], limits: TimeLimits = DELIVERY_LIMITS
) -> PostOutcome:
    """Post the body. Never raises for what the address or the other side does."""
    begun = time.monotonic()
    try:
        answer = _exchange(url_guard.resolve_target(url), body, headers, limits)
    except MinaMeddelandenError as problem:
        return _unavailable(problem.text, begun)
    except TimeoutError:
        return _unavailable(TOO_SLOW.format(seconds=f"{limits.answer:g}"), begun)
    except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError) as problem:
        return _unavailable(_no_answer(problem), begun)
    kept = answer.body.decode(errors="replace").replace("\0", "")
    return PostOutcome(
        _result_of(answer.status), answer.status, kept, _error_of(answer), milliseconds_since(begun)
    )


def outcome_of(status: int, duration_ms: int) -> PostOutcome:
    """The outcome of an attempt that is answered with the status and nothing more."""
    return PostOutcome(_result_of(status), status, "", _error_of(_Answer(status, "", b"")), duration_ms)


def milliseconds_since(begun: float) -> int:
    """`begun`: a value of `time.monotonic`."""
    return round((time.monotonic() - begun) * 1000)


def _exchange(target: Target, body: bytes, headers: Mapping[str, str], limits: TimeLimits) -> _Answer:
    ends = time.monotonic() + limits.connect + limits.answer
    own = {"Host": target.host_header, "User-Agent": USER_AGENT, "Connection": "close"}
    connection = _connect(target, limits.connect)
    # A slow handshake is taken off the time for the answer, so that both together stay within the limits.
    connection.timeout = min(limits.answer, max(ends - time.monotonic(), 0.001))
    try:
        with _hanging_up_after(connection.timeout, connection.sock):
            connection.request(
                "POST", target.path, body, {**headers, **own}, preload_content=False, decode_content=False
            )
            response = connection.getresponse()
            kept = response.read(KEPT_BYTES)
    finally:
        connection.close()
    return _Answer(response.status, response.headers.get("Location", ""), kept)


def _connect(target: Target, seconds: float) -> HTTPConnection:
    """Connect to the first address that answers. The name is not looked up again: each address was allowed."""
    ends = time.monotonic() + seconds
    problem = NO_ANSWER.format(problem="no address")
    for address in target.addresses:
        left = ends - time.monotonic()
        if left <= 0:
            break
        connection = _connection_to(address, target, left)
        try:
            connection.connect()
        except (OSError, urllib3.exceptions.HTTPError) as refusal:
            is_too_slow = isinstance(refusal, _TOO_SLOW) and not isinstance(refusal, _REFUSED)
            slow = NO_CONNECTION.format(address=address, seconds=f"{seconds:g}")
            problem = slow if is_too_slow else _no_answer(refusal)
        else:
            return connection
        connection.close()
    raise NoConnection.saying(problem)


def _connection_to(address: str, target: Target, seconds: float) -> HTTPConnection:
    """A connection to this very address. Over TLS the receiver must prove the name that the URL has."""
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=seconds)
    return HTTPSConnection(
        address,
        target.port,
        timeout=seconds,
        server_hostname=target.host,
        ssl_context=ssl.create_default_context(),
        cert_reqs=ssl.CERT_REQUIRED,
    )


@contextmanager
def _hanging_up_after(seconds: float, sock: socket.socket) -> Iterator[None]:
    """End a conversation after so many seconds, although bytes may come now and then.

    Raises:
        TimeoutError: it was ended. What was cut off can look like an answer that is complete.
    """
    ran_out = threading.Event()

    def hang_up() -> None:
        ran_out.set()
        with suppress(OSError):
            # The method of SSLSocket would take the encryption away from the thread that reads.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if ran_out.is_set():
            raise TimeoutError


def _result_of(status: int) -> Result:
    if 200 <= status < 300:
        return Result.RECEIVED
    return Result.UNAVAILABLE if status == 429 or status >= 500 else Result.REFUSED


def _error_of(answer: _Answer) -> Text:
    if 200 <= answer.status < 300:
        return EMPTY
    if 300 <= answer.status < 400:
        return REDIRECTED.format(location=answer.location[:MAX_SHOWN_LOCATION] or "-")
    return NOT_2XX.format(status=answer.status)


def _unavailable(error: Text, begun: float) -> PostOutcome:
    return PostOutcome(Result.UNAVAILABLE, error=error, duration_ms=milliseconds_since(begun))


def _no_answer(problem: Exception) -> Text:
    if isinstance(problem, _REFUSED) and isinstance(problem.__cause__, OSError):
        problem = problem.__cause__
    return NO_ANSWER.format(problem=str(problem) or type(problem).__name__)
