"""The journal of a running simulator: other processes answer the calls than those that show them."""

import http.client
import json
import signal
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.infra.supervisor.simulator import Simulator, running_simulator
from tests.waiting import eventually

pytestmark = pytest.mark.timeout(300)

MARIA = "198101052382"
EXCHANGES = "/api/v1/exchanges"


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """Its processes write when somebody asks, and else not before they end."""
    with running_simulator(tmp_path_factory.mktemp("journal"), MM_JOURNAL_WRITE_SECONDS="3600") as simulator:
        yield simulator


def found(simulator: Simulator, query: str = "") -> list[dict[str, Any]]:
    status, body = simulator.get(f"{EXCHANGES}?{query}")
    assert status == 200, body
    results: list[dict[str, Any]] = json.loads(body)["results"]
    return results


def test_what_was_answered_is_found_at_once(simulator: Simulator) -> None:
    for number in range(3):
        label = f"letter{number}"
        sent = simulator.manage("send_letter", MARIA, "--subject", label)
        assert sent.returncode == 0, sent.stderr

        assert any(each["subject"] == label for each in found(simulator, f"text={label}&direction=in"))


def test_a_call_between_processes_is_recorded_as_it_went_out_and_as_it_came(simulator: Simulator) -> None:
    assert simulator.manage("send_letter", MARIA, "--subject", "twice").returncode == 0

    came = found(simulator, "text=twice&operation=deliverSecure&direction=in")[0]
    ways = {each["direction"] for each in found(simulator, f"trace={came['trace']}&operation=deliverSecure")}
    assert ways == {"in", "out"}


def test_a_handshake_that_fails_is_recorded(simulator: Simulator) -> None:
    with socket.create_connection(("127.0.0.1", simulator.soap_port), timeout=10) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
        plain.recv(1_000)

    refused = eventually(lambda: found(simulator, "reason=tls-handshake-failed"), saying="it is recorded")
    assert (refused[0]["check"], refused[0]["verdict"]) == ("transport", "refused")


def test_a_listener_hears_of_an_exchange_within_a_second(simulator: Simulator) -> None:
    with socket.create_connection(("127.0.0.1", simulator.web_port), timeout=10) as listener:
        listener.sendall(
            f"GET {EXCHANGES}/events?operation=isReachable HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        )
        heard = listener.recv(4_096)
        while b": connected" not in heard:
            heard += listener.recv(4_096)
        assert b"text/event-stream" in heard

        context = ssl.create_default_context(cafile=str(simulator.folder / "pki" / "ca.pem"))
        context.load_cert_chain(*(str(simulator.folder / "pki/clients/kommun-a" / name) for name in FILES))
        ask(simulator, context)
        while b"event: exchange" not in heard:
            heard += listener.recv(4_096)
    assert b'"operation": "isReachable"' in heard


def test_large_exchanges_do_not_gather_in_memory(simulator: Simulator) -> None:
    """Nobody asks for them, and the time after which they would be written is far away."""
    folder, blanks = simulator.folder / "journal", b" " * 2_000_000
    before = size_of(folder)
    context = ssl.create_default_context(cafile=str(simulator.folder / "pki" / "ca.pem"))
    context.load_cert_chain(*(str(simulator.folder / "pki/clients/kommun-a" / name) for name in FILES))
    caller = http.client.HTTPSConnection("localhost", simulator.soap_port, context=context, timeout=10)
    for _ in range(5):
        caller.request("POST", "/webservice/accao/Recipient/v3", blanks, {"Content-Type": "text/xml"})
        assert caller.getresponse().read().endswith(b"Envelope>")

    eventually(lambda: size_of(folder) >= before + 8_000_000, saying="they are written")
    caller.close()


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("*.octets"))


FILES = ("client.pem", "client.key")
QUESTION = (
    b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    b'<isReachable xmlns="http://minameddelanden.gov.se/schema/Recipient/v3">'
    b"<senderOrgNr>162021004748</senderOrgNr><recipientId>198101052382</recipientId>"
    b"</isReachable></s:Body></s:Envelope>"
)


def ask(simulator: Simulator, context: ssl.SSLContext) -> None:
    with (
        socket.create_connection(("127.0.0.1", simulator.soap_port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as caller,
    ):
        head = "POST /webservice/accao/Recipient/v3 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n"
        caller.sendall(f"{head}Content-Length: {len(QUESTION)}\r\n\r\n".encode() + QUESTION)
        assert b"200 OK" in caller.recv(4_096)


def test_what_waits_is_written_when_the_simulator_stops(tmp_path: Path) -> None:
    with running_simulator(tmp_path, MM_JOURNAL_WRITE_SECONDS="3600") as simulator:
        assert simulator.manage("send_letter", MARIA).returncode == 0
        assert simulator.stop(signal.SIGTERM) == 0

        counted = simulator.python(
            "from testbed.journal.models import Exchange\n"
            "print(Exchange.objects.filter(operation='deliverSecure', direction='in').count())"
        )
    assert counted == "1"


def test_switched_off_nothing_is_recorded(tmp_path: Path) -> None:
    with running_simulator(tmp_path, MM_JOURNAL="off") as simulator:
        assert simulator.manage("send_letter", MARIA).returncode == 0
        assert found(simulator) == []
