"""Holds calls for as long as a slow operator does."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from infra.errors import InternalError
from infra.errors.explanation import AtFault, Check
from infra.soap.http_binding.computation_lock import let_others_compute

MAX_HELD_CALLS = 4
"""Calls that are held at once in a process, so that slow operators do not stop the others."""

CHECK_SECONDS = 0.2
"""Seconds between two checks whether the server is stopping."""

held_calls = threading.BoundedSemaphore(MAX_HELD_CALLS)


def hold_call(seconds: float) -> None:
    """Return after so long.

    Raises:
        InternalError: MAX_HELD_CALLS calls are held already, or the simulator is stopping (4999).
    """
    with _place(), let_others_compute():
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            if _server_is_stopping():
                raise InternalError(
                    "Simulatorn stängs av medan operatören väntar.",
                    "The simulator is being stopped while the operator waits.",
                    slug="test-operator-stopped",
                    check=Check.SYSTEM,
                    at_fault=AtFault.OPERATOR,
                )
            time.sleep(min(CHECK_SECONDS, left))


@contextmanager
def _place() -> Iterator[None]:
    if not held_calls.acquire(blocking=False):
        raise InternalError(
            f"Den här operatören håller redan {MAX_HELD_CALLS} anrop och tar inga fler just nu.",
            f"This operator is holding {MAX_HELD_CALLS} calls already and takes no more just now.",
            slug="test-operator-holds-too-many",
            check=Check.SYSTEM,
            at_fault=AtFault.OPERATOR,
        )
    try:
        yield
    finally:
        held_calls.release()


def _server_is_stopping() -> bool:
    # gunicorn's worker keeps this to itself. The worker is found as the handler of SIGTERM.
    worker = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return not getattr(worker, "alive", True)
