"""One attempt: to the address that was checked, bounded in time and size, without redirects."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.webhooks.certificates import certified
from tests.webhooks.receiver import Receiver, running, status
from webhooks.models import Result
from webhooks.sending import http_client, signing
from webhooks.sending.http_client import DELIVERY_LIMITS, PostOutcome, TimeLimits


def post(url: str, limits: TimeLimits = DELIVERY_LIMITS) -> PostOutcome:
    headers = signing.signed_headers(Receiver().secret, "1", b"{}", int(time.time()))
    return http_client.post_event(url, b"{}", headers, limits)


class NameServers:
    """Every look-up of a name takes the next of the answers; addresses stand for themselves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
        self.asked = list[str]()
        self._answers = list(answers)
        self._real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self._look_up)

    def _look_up(self, host: str, port: int, *args: Any, **choices: Any) -> list[Any]:
        if host[:1].isdigit() or ":" in host:
            return list(self._real(host, port, *args, **choices))
        self.asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in self._answers.pop(0)]


def test_the_checked_address_is_the_one_that_is_called(
    receiver: Receiver, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that has another address at the second look-up (DNS rebinding): there is no second look-up."""
    settings.WEBHOOK_ALLOWED = [f"receiver.example:{receiver.port}"]
    names = NameServers(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])

    outcome = post(f"http://receiver.example:{receiver.port}/x")

    assert outcome.result is Result.RECEIVED
    assert names.asked == ["receiver.example"]
    assert receiver.got[0].headers["Host"] == f"receiver.example:{receiver.port}"


def test_the_next_address_is_tried_when_the_first_takes_no_connections(
    receiver: Receiver, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    NameServers(monkeypatch, ["127.0.0.3", "127.0.0.1"])

    assert post(f"http://receiver.example:{receiver.port}/").result is Result.RECEIVED
    assert len(receiver.got) == 1


def test_a_receiver_over_tls_proves_the_name_in_the_url_and_not_the_address(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    certificate = certified("receiver.example", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))
    asked_for = list[str | None]()
    tls = certificate.server_context()
    tls.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    with running(tls=tls) as receiver:
        NameServers(monkeypatch, ["127.0.0.1"], ["127.0.0.1"])

        genuine = post(f"https://receiver.example:{receiver.port}/hook")
        other = post(f"https://another.example:{receiver.port}/hook")

    assert genuine.result is Result.RECEIVED
    assert other.result is Result.UNAVAILABLE
    assert "another.example" in other.error.english
    assert asked_for == ["receiver.example", "another.example"]
    assert [got.headers["Host"] for got in receiver.got] == [f"receiver.example:{receiver.port}"]


def test_a_certificate_of_an_unknown_authority_is_not_accepted(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    with running(tls=certified("receiver.example", tmp_path).server_context()) as receiver:
        NameServers(monkeypatch, ["127.0.0.1"])

        outcome = post(f"https://receiver.example:{receiver.port}/hook")

    assert outcome.result is Result.UNAVAILABLE
    assert "CERTIFICATE_VERIFY_FAILED" in outcome.error.english
    assert receiver.got == []


def test_a_proxy_in_the_environment_is_not_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    assert post(receiver.url).result is Result.RECEIVED


@pytest.mark.parametrize(
    ("code", "result"),
    [
        (200, Result.RECEIVED),
        (204, Result.RECEIVED),
        (299, Result.RECEIVED),
        (301, Result.REFUSED),
        (400, Result.REFUSED),
        (410, Result.REFUSED),
        (429, Result.UNAVAILABLE),
        (500, Result.UNAVAILABLE),
        (503, Result.UNAVAILABLE),
    ],
)
def test_the_status_decides_what_became_of_an_event(receiver: Receiver, code: int, result: Result) -> None:
    receiver.answers.append(status(code))

    outcome = post(receiver.url)

    assert (outcome.result, outcome.status) == (result, code)
    assert bool(outcome.error) is (result is not Result.RECEIVED)


def test_a_receiver_that_is_not_there_is_named_by_the_cause_alone(receiver: Receiver) -> None:
    with running() as gone:
        url = gone.url

    outcome = post(url)

    assert outcome.result is Result.UNAVAILABLE
    assert outcome.error.swedish == "inget svar: [Errno 111] Connection refused"


def test_a_handshake_that_does_not_end_is_left_in_time(settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.1"]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.monotonic()
        outcome = post(f"https://127.0.0.1:{silent.getsockname()[1]}/", TimeLimits(connect=0.2, answer=0.2))

    assert time.monotonic() - begun < 5
    assert outcome.error.english == "no connection to 127.0.0.1 within 0.2 seconds"
    assert outcome.error.swedish == "ingen förbindelse med 127.0.0.1 inom 0.2 sekunder"


def test_a_compressed_answer_is_kept_as_it_came_and_not_expanded(receiver: Receiver) -> None:
    receiver.answers.append(status(200, b"not really compressed", **{"Content-Encoding": "gzip"}))

    outcome = post(receiver.url)

    assert (outcome.result, outcome.answer) == (Result.RECEIVED, "not really compressed")


def test_a_redirect_is_reported_and_not_followed(receiver: Receiver) -> None:
    with running() as elsewhere:
        receiver.answers.append(status(302, Location=elsewhere.url))

        outcome = post(receiver.url)

        assert outcome.result is Result.REFUSED
        assert outcome.status == 302
        assert elsewhere.url in outcome.error.swedish
        assert "redirects are not followed" in outcome.error.english
        assert elsewhere.got == []


def test_no_more_of_the_answer_is_kept_than_2_000_bytes(receiver: Receiver) -> None:
    receiver.answers.append(status(200, b"\xff\0" + b"x" * 10_000_000))
    outcome = post(receiver.url)
    assert outcome.result is Result.RECEIVED
    assert len(outcome.answer) <= 2_000
    assert "\0" not in outcome.answer


@pytest.mark.parametrize("drip", [b"", b"x"])
def test_a_receiver_that_does_not_come_to_an_end_is_left(receiver: Receiver, drip: bytes) -> None:
    let_go = threading.Event()

    def never_ending(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not let_go.wait(0.05):
            request.wfile.write(drip)

    receiver.answers.append(never_ending)
    begun = time.monotonic()
    outcome = post(receiver.url, TimeLimits(connect=5, answer=0.3))
    let_go.set()

    assert time.monotonic() - begun < 5
    assert outcome.error == http_client.TOO_SLOW.format(seconds="0.3")
    assert outcome.result is Result.UNAVAILABLE


@pytest.mark.parametrize(
    "answer", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" * 500]
)
def test_bytes_that_are_not_http_are_no_answer(settings: Settings, answer: bytes) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.1"]
    with speaking(answer) as port:
        outcome = post(f"http://127.0.0.1:{port}/")
        assert outcome.result is Result.UNAVAILABLE
        assert outcome.error.swedish.startswith("inget svar: ")


def test_a_receiver_that_does_not_speak_tls_gets_nothing_over_it(settings: Settings, receiver: Receiver) -> None:
    outcome = post(receiver.url.replace("http:", "https:"))
    assert outcome.result is Result.UNAVAILABLE
    assert receiver.got == []


@contextmanager
def speaking(answer: bytes) -> Iterator[int]:
    """A server that answers everything with these bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak() -> None:
            caller, _ = server.accept()
            with caller:
                caller.recv(65_536)
                caller.sendall(answer)

        thread = threading.Thread(target=speak, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)
