"""A tester's waits, faults and clock against a whole simulator: its processes must agree on them."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests import cast
from tests.end_to_end.wire import Store
from tests.infra.supervisor.simulator import Simulator
from tests.waiting import eventually

CLIENTS = 50
PLACES = 64
"""MM_MAX_WAITS, where nobody sets it."""


@dataclass
class Rest:
    """A client of the REST interface, with a connection for each request."""

    simulator: Simulator

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.simulator.web_port, timeout=60)
        try:
            connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            said = answer.read()
            return answer.status, json.loads(said) if said.startswith((b"{", b"[")) else None
        finally:
            connection.close()

    def wait(self, seconds: float, **filters: Any) -> tuple[int, Any]:
        return self.ask("POST", "/api/v1/messages/wait", {"filter": filters, "timeout": seconds})


@dataclass
class Crowd:
    """Clients that wait, each in a thread."""

    rest: Rest
    answers: dict[int, tuple[int, Any]] = field(default_factory=dict)
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, count: int, seconds: float, subject: str) -> None:
        """Each waits for the letter with the subject and its own number."""
        self.threads = [
            threading.Thread(target=self._wait, args=(number, seconds, subject)) for number in range(count)
        ]
        for thread in self.threads:
            thread.start()

    def finish(self) -> list[int]:
        for thread in self.threads:
            thread.join(60)
        return [status for status, _ in self.answers.values()]

    def _wait(self, number: int, seconds: float, subject: str) -> None:
        self.answers[number] = self.rest.wait(seconds, subject=f"{subject} {number}")


@pytest.fixture
def rest(simulator: Simulator) -> Iterator[Rest]:
    rest = Rest(simulator)
    yield rest
    rest.ask("DELETE", "/api/v1/clock")
    rest.ask("DELETE", "/api/v1/faults")


def deliver(kommun_a: cast.Sender, subject: str) -> cast.Reply:
    return kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject=subject)))


def test_fifty_wait_while_pages_and_letters_stay_quick(rest: Rest, kommun_a: cast.Sender) -> None:
    crowd = Crowd(rest)
    crowd.begin(CLIENTS, seconds=30, subject="Brev")

    begun = time.monotonic()
    assert rest.ask("GET", "/api/v1/clock")[0] == 200
    for number in range(CLIENTS):
        assert deliver(kommun_a, f"Brev {number}").delivered
    taken = time.monotonic() - begun

    assert crowd.finish() == [200] * CLIENTS
    assert taken < 20


def test_one_too_many_is_told_to_come_again(rest: Rest) -> None:
    crowd = Crowd(rest)
    crowd.begin(PLACES + 4, seconds=8, subject="Ingen")

    assert sorted(crowd.finish()) == [408] * PLACES + [503] * 4
    assert rest.wait(0, subject="Ingen")[0] == 408


def test_those_that_hang_up_leave_their_places(rest: Rest, simulator: Simulator) -> None:
    body = json.dumps({"filter": {"subject": "Ingen"}, "timeout": 300})
    request = (
        "POST /api/v1/messages/wait HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    )
    for _ in range(PLACES):
        with socket.create_connection(("127.0.0.1", simulator.web_port)) as caller:
            caller.sendall(request.encode())

    assert eventually(lambda: rest.wait(0, subject="Ingen")[0] == 408, within=20)


def test_a_year_ahead_and_back_letters_still_arrive(
    rest: Rest, kommun_a: cast.Sender, simulator: Simulator
) -> None:
    status, moved = rest.ask("POST", "/api/v1/clock", {"advance": "P1Y"})
    assert (status, moved["moved"]) == (200, True)

    assert deliver(kommun_a, "Om ett år").delivered
    assert simulator.manage("send_letter", cast.MARIA, "--relay", "--subject", "Med förmedlaren").returncode == 0
    assert rest.wait(20, subject="Med förmedlaren")[0] == 200
    assert rest.ask("DELETE", "/api/v1/clock")[1]["moved"] is False
    assert simulator.manage("send_letter", cast.MARIA, "--relay", "--subject", "Tillbaka").returncode == 0

    assert rest.wait(20, subject="Tillbaka")[0] == 200
    eventually(lambda: rest.ask("GET", "/healthz")[0] == 200)


@pytest.mark.parametrize(("breaks", "kept_count"), [("close", 0), ("tls", 0), ("reset", 1), ("half", 1)])
def test_a_connection_breaks_on_the_wire(
    rest: Rest, kommun_a: cast.Sender, kept: Store, breaks: str, kept_count: int
) -> None:
    rest.ask("POST", "/api/v1/faults", {"at": "operator", "break": breaks, "times": 1})

    with pytest.raises((OSError, http.client.HTTPException)):
        deliver(kommun_a, f"Bryts {breaks}")

    found = rest.ask("GET", f"/api/v1/messages?subject=Bryts+{breaks}")[1]["results"]
    assert len(found) == kept_count
    assert deliver(kommun_a, f"Bryts inte {breaks}").delivered
