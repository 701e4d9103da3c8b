"""`python -m bench.waiting`: how long after the event a wait is answered, while fifty clients wait.

Without `--servers` on the embedded default; with it on a PostgreSQL and a Redis of its own. For each kind of wait:
one of the fifty is answered while the others go on to wait, and one event answers all fifty.
"""

import argparse
import json
import selectors
import socket
import statistics
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench import relay
from bench.load import simulator_process

GOAL_MS: Final = 50
CLIENTS: Final = 50
RECIPIENT: Final = "198101052382"
SETTLE: Final = 0.4
"""Seconds in which the waits arrive before the event."""


@dataclass(frozen=True)
class Kind:
    """What is waited for."""

    name: str
    cause: Callable[[str], float]
    """Makes the event of this name happen. Returns the time of it."""
    filters: Callable[[str], Mapping[str, str]]
    """What is waited for, by the name of the event."""


def main() -> None:
    relay.run("waiting", _measure, _arguments())


def _measure(arguments: argparse.Namespace, data: Path, ports: tuple[int, int]) -> dict[str, Any]:
    results: dict[str, Any] = {"clients that wait": CLIENTS, "goal ms": GOAL_MS}
    with simulator_process.running_simulator(data, *ports):
        for kind in _kinds():
            one = [_answer_one(ports[0], kind, number) for number in range(arguments.rounds)]
            every = [_answer_all(ports[0], kind, number) for number in range(arguments.rounds)]
            results |= _figures(f"{kind.name}, one", one) | _figures(f"{kind.name}, all", every)
    return results


def _figures(what: str, rounds: Sequence[Sequence[float]]) -> dict[str, float]:
    milliseconds = sorted(seconds * 1000 for each in rounds for seconds in each)
    return {
        f"{what}: p50 ms": round(statistics.median(milliseconds), 1),
        f"{what}: p95 ms": round(milliseconds[int(len(milliseconds) * 0.95)], 1),
        f"{what}: longest ms": round(milliseconds[-1], 1),
    }


def _answer_one(port: int, kind: Kind, number: int) -> list[float]:
    """Seconds from the event to the answer to the one that waits for it, while the others wait for another."""
    event = f"{kind.name} one {number}"
    return _answer(port, kind, event, [event, *(f"never {other}" for other in range(CLIENTS - 1))])


def _answer_all(port: int, kind: Kind, number: int) -> list[float]:
    """Seconds from the event to each answer, where all wait for the same."""
    event = f"{kind.name} all {number}"
    return _answer(port, kind, event, [event] * CLIENTS)


def _answer(port: int, kind: Kind, event: str, waited_for: Sequence[str]) -> list[float]:
    clients = _Clients(port, kind, waited_for)
    clients.start()
    time.sleep(SETTLE)
    happened = kind.cause(event)
    clients.join()
    return [max(0.0, answered - happened) for name, answered in clients.answered if name == event]


class _Clients(threading.Thread):
    """Clients with a connection each. One thread listens to all, so that it takes little of the machine."""

    def __init__(self, port: int, kind: Kind, events: Sequence[str]) -> None:
        super().__init__()
        self._port, self._kind, self._events = port, kind, events
        self.answered: list[tuple[str, float]] = []
        """Each event that was waited for, and the time of the answer."""

    def run(self) -> None:
        with selectors.DefaultSelector() as answers:
            for event in self._events:
                answers.register(self._ask_for(event), selectors.EVENT_READ, event)
            while answers.get_map():
                for key, _ in answers.select():
                    self.answered.append((key.data, time.time()))
                    answers.unregister(key.fileobj)
                    key.fileobj.close()  # type: ignore[union-attr]  # a socket

    def _ask_for(self, event: str) -> socket.socket:
        timeout = SETTLE * 4 if event.startswith("never") else 30
        body = json.dumps({"filter": self._kind.filters(event), "timeout": timeout}).encode()
        asked = socket.create_connection(("127.0.0.1", self._port))
        head = (
            f"POST /api/v1/{self._kind.name}/wait HTTP/1.1",
            f"Host: localhost:{self._port}",
            "Connection: close",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        )
        asked.sendall("\r\n".join((*head, "", "")).encode() + body)
        return asked


def _kinds() -> Sequence[Kind]:
    from bench.load import waited_events  # noqa: PLC0415 (it needs Django)

    return (
        Kind("messages", waited_events.deliver_directly, lambda event: {"subject": event, "recipient": RECIPIENT}),
        Kind("deliveries", waited_events.deliver_by_relay, lambda event: {"label": event, "state": "delivered"}),
        Kind("exchanges", waited_events.deliver_directly, lambda event: {"text": event, "recipient": RECIPIENT}),
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.waiting", description=__doc__)
    parser.add_argument("--servers", action="store_true", help="on PostgreSQL and Redis, started for this")
    parser.add_argument("--rounds", type=int, default=10, help="of each kind, one by one and all at once")
    return parser.parse_args()


if __name__ == "__main__":
    main()
