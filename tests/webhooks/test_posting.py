"""One attempt: bounded in time and size, no redirects, and only to where it may go."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from tests.webhooks.receiver import Receiver, running, status
from webhooks import http_client, signing, url_guard
from webhooks.url_guard import Allowed, Refused

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "fec0::1",
]


def post(url: str, patience: http_client.Patience = http_client.USUAL) -> http_client.Outcome:
    return http_client.post(url, b"{}", {signing.HEADER: signing.signature("s" * 16, b"{}", 1)}, patience)


def answering(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Every name has these addresses."""

    def look_up(_host: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET6 if ":" in each else socket.AF_INET, 1, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize("address", PRIVATE)
def test_what_only_this_machine_or_its_network_reaches_is_refused(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(Refused, match="not public") as refused:
        url_guard.resolve(f"http://{host}:8000/hook")
    assert "MM_WEBHOOK_ALLOWED" in refused.value.reason
    assert " | " in refused.value.reason


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "LOCALHOST.", "0177.0.0.1"])
def test_loopback_in_disguise_is_refused(host: str) -> None:
    with pytest.raises(Refused):
        url_guard.resolve(f"http://{host}/")


@pytest.mark.parametrize("address", PRIVATE)
def test_one_address_of_many_that_is_not_public_refuses_the_name(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "93.184.216.34", address)
    with pytest.raises(Refused, match="not public"):
        url_guard.resolve("https://receiver.example/hook")


def test_public_addresses_may_be_called(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "93.184.216.34", "2606:2800:220:1::1")
    target = url_guard.resolve("https://Receiver.example/hook?a=1")
    assert target.addresses == ["93.184.216.34", "2606:2800:220:1::1"]
    assert (target.host, target.port, target.path) == ("receiver.example", 443, "/hook?a=1")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hook",
        "ftp://receiver.example/",
        "file:///etc/passwd",
        "http://",
        "http:///hook",
        "http://user:secret@receiver.example/",
        "http://receiver.example:0/",
        "http://receiver.example:99999/",
        "http://receiver.example/#part",
        "http://receiver.example/\r\nX: y",
        "http://receiver.example /",
        "http://receiver.example\\@127.0.0.1/",
        "http://[::1/",
        "http://receiver.example/å",
        "http://" + "a" * 2000 + "/",
        "http://" + "a" * 64 + ".example/",
    ],
)
def test_what_is_no_address_to_post_to_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        url_guard.take_apart(url)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.com/{text}"):
        try:
            target = url_guard.take_apart(url)
        except Refused as refusal:
            refusal.reason.index(" | ")
        else:
            target.path.encode("ascii")
            target.host_header.encode("ascii")


@pytest.mark.parametrize("entry", ["localhost:9000", "127.0.0.0/8", "127.0.0.1", "::1", "[::1]", "[::1]:9000"])
def test_entries_of_the_setting_are_understood(entry: str) -> None:
    allowed = Allowed.parse([entry])
    assert bool(allowed.places) != bool(allowed.networks)


@pytest.mark.parametrize("entry", ["localhost", "localhost:port", "http://localhost:9000", "10.0.0.0/99", ""])
def test_an_entry_that_means_nothing_stops_the_start(entry: str, settings: Settings) -> None:
    from django.apps import apps

    settings.WEBHOOK_ALLOWED = [entry]
    with pytest.raises(ImproperlyConfigured, match="host:port"):
        apps.get_app_config("formedlare_webhooks").ready()


def test_host_and_port_are_allowed_together_and_nothing_beside(settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED = ["localhost:9000", "10.0.0.0/8"]
    assert url_guard.resolve("http://localhost:9000/").addresses
    assert url_guard.resolve("http://10.9.9.9/").addresses
    assert url_guard.resolve("http://[::ffff:10.9.9.9]/").addresses
    for refused in ("http://localhost:9001/", "http://127.0.0.1:9000/", "http://11.0.0.1.nip.invalid/"):
        with pytest.raises(Refused):
            url_guard.resolve(refused)


def test_the_address_that_was_judged_is_the_one_that_is_called(
    receiver: Receiver, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means something else at the second look (DNS rebinding) gains nothing: there is no second."""
    looks = list[str]()

    def look_up(host: str, port: int, **_: object) -> list[Any]:
        looks.append(host)
        return [(socket.AF_INET, 1, 6, "", ("127.0.0.1", port))]

    settings.WEBHOOK_ALLOWED = [f"receiver.example:{receiver.port}"]
    connect = socket.create_connection
    monkeypatch.setattr(url_guard.socket, "getaddrinfo", look_up)  # type: ignore[attr-defined]  # its own import
    called = list[Any]()

    def note(address: Any, timeout: float) -> socket.socket:
        called.append(address)
        monkeypatch.undo()
        return connect(address, timeout)

    monkeypatch.setattr(http_client.socket, "create_connection", note)  # type: ignore[attr-defined]  # its own import

    assert post(f"http://receiver.example:{receiver.port}/x").received
    assert (looks, called) == (["receiver.example"], [("127.0.0.1", receiver.port)])
    assert receiver.got[0].headers["Host"] == f"receiver.example:{receiver.port}"


def test_a_redirect_is_reported_and_not_followed(receiver: Receiver) -> None:
    with running() as elsewhere:
        receiver.answers.append(status(302, Location=elsewhere.url))

        outcome = post(receiver.url)

        assert not outcome.received
        assert not outcome.receiver_is_down
        assert outcome.status == 302
        assert elsewhere.url in outcome.error
        assert "redirects are not followed" in outcome.error
        assert elsewhere.got == []


def test_no_more_of_the_answer_is_kept_than_2_000_bytes(receiver: Receiver) -> None:
    receiver.answers.append(status(200, b"\xff\0" + b"x" * 10_000_000))
    outcome = post(receiver.url)
    assert outcome.received
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
    outcome = post(receiver.url, http_client.Patience(connect=5, answer=0.3))
    let_go.set()

    assert time.monotonic() - begun < 5
    assert "within 0.3 seconds" in outcome.error
    assert outcome.receiver_is_down


def test_name_servers_that_keep_silent_are_left_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(url_guard, "LOOK_UP_SECONDS", 0.1)
    let_go = threading.Event()

    def silent(*_: object, **__: object) -> list[Any]:
        let_go.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", silent)

    outcome = post("http://receiver.example/")
    let_go.set()

    assert "receiver.example cannot be looked up (no answer within 0.1 seconds)" in outcome.error
    assert outcome.receiver_is_down


@pytest.mark.parametrize(
    "answer", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" * 500]
)
def test_what_is_no_http_is_no_answer(settings: Settings, answer: bytes) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.1"]
    with speaking(answer) as port:
        outcome = post(f"http://127.0.0.1:{port}/")
        assert outcome.receiver_is_down
        assert "inget svar" in outcome.error


def test_a_certificate_that_nobody_vouches_for_is_no_receiver(settings: Settings, receiver: Receiver) -> None:
    outcome = post(receiver.url.replace("http:", "https:"))
    assert outcome.receiver_is_down
    assert receiver.got == []


@contextmanager
def speaking(answer: bytes) -> Iterator[int]:
    """Something that listens and says this, whatever it is told."""
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
