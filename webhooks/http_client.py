"""Post one event to one receiver: to the address that was judged, bounded in time and size, no redirects."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from webhooks import url_guard
from webhooks.url_guard import Refused, Target

KEPT_BYTES: Final = 2_000
BROKEN_OFF: Final = "svaret kom inte inom {0:g} sekunder | no answer within {0:g} seconds"


@dataclass(frozen=True)
class Patience:
    """How long a receiver is waited for, in seconds, after its name has been looked up."""

    connect: float
    answer: float
    """For the whole answer, however slowly it trickles."""


USUAL: Final = Patience(connect=5.0, answer=10.0)
TRIAL: Final = Patience(connect=2.0, answer=3.0)
"""While somebody waits, and with them one of the few threads that show pages."""


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended."""

    status: int | None = None
    answer: str = ""
    error: str = ""
    """Empty: received. Swedish | English."""
    duration_ms: int = 0

    @property
    def received(self) -> bool:
        return not self.error

    @property
    def receiver_is_down(self) -> bool:
        """No answer, or one that says "not now": the next event would fare the same."""
        return not self.received and (self.status is None or self.status == 429 or self.status >= 500)


def post(url: str, body: bytes, headers: Mapping[str, str], patience: Patience = USUAL) -> Outcome:
    """Post the body. Never raises for what the address or the other side does."""
    begun = time.monotonic()
    try:
        target = url_guard.resolve(url)
        status, location, answer = _exchange(target, body, headers, patience)
    except Refused as refusal:
        return Outcome(error=refusal.reason, duration_ms=_since(begun))
    except TimeoutError:
        return Outcome(error=BROKEN_OFF.format(patience.answer), duration_ms=_since(begun))
    except (OSError, http.client.HTTPException) as problem:
        return Outcome(error=_no_answer(problem), duration_ms=_since(begun))
    return Outcome(status, answer, _judged(status, location), _since(begun))


def _exchange(target: Target, body: bytes, headers: Mapping[str, str], patience: Patience) -> tuple[int, str, str]:
    own = {"Host": target.host_header, "User-Agent": "mina-meddelanden-simulator", "Connection": "close"}
    connection = http.client.HTTPConnection(target.host, target.port)
    with _Deadline(_connect(target, patience.connect), patience.answer) as deadline:
        # The name is not looked up again: this socket leads to an address that was judged.
        connection.sock = deadline.secured(target.host) if target.scheme == "https" else deadline.sock
        connection.request("POST", target.path, body, {**headers, **own})
        response = connection.getresponse()
        answer = response.read(KEPT_BYTES)
    return response.status, response.headers.get("Location", ""), answer.decode(errors="replace").replace("\0", "")


class _Deadline:
    """Ends a conversation after so many seconds, although something may come now and then."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self.sock = sock
        self.sock.settimeout(seconds)
        self._ran_out = False
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True

    def secured(self, host: str) -> socket.socket:
        """Speak TLS from now on, with a host that proves its name."""
        context = ssl.create_default_context()
        tls = context.wrap_socket(self.sock, server_hostname=host, do_handshake_on_connect=False)
        self.sock = tls
        tls.do_handshake()
        return tls

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(self, _kind: object, problem: BaseException | None, _trace: object) -> None:
        self._timer.cancel()
        self.sock.close()
        if self._ran_out:
            # What was cut off can look like an answer that is complete.
            raise TimeoutError from problem

    def _hang_up(self) -> None:
        self._ran_out = True
        with suppress(OSError):
            # SSLSocket's own would take the encryption away from whoever reads.
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def _connect(target: Target, seconds: float) -> socket.socket:
    ends, problem = time.monotonic() + seconds, OSError("no address")
    for address in target.addresses:
        left = ends - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((address, target.port), left)
        except TimeoutError:
            problem = OSError(f"no connection to {address} within {seconds:g} seconds")
        except OSError as refusal:
            problem = refusal
    raise problem


def _judged(status: int, location: str) -> str:
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return (
            f"mottagaren hänvisar till {location[:200] or '-'}, men omdirigeringar följs inte; ändra url | "
            f"the receiver redirects to {location[:200] or '-'}, but redirects are not followed; change url"
        )
    return f"mottagaren svarade {status}, inte 2xx | the receiver answered {status}, not 2xx"


def _no_answer(problem: Exception) -> str:
    what = f"{problem}" or type(problem).__name__
    return f"inget svar: {what} | no answer: {what}"


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
