"""A caller that hangs up in the middle of its answer is nothing that an administrator must read about."""

import os
import re
import socket
import ssl
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.infra.supervisor.simulator import ROOT, Simulator, give_certificates
from tests.servers import answers
from tests.waiting import eventually

ASK = b"GET /webservice/accao/Message/v3?wsdl HTTP/1.1\r\nHost: localhost\r\n\r\n"
MORE_THAN_BUFFERS_HOLD = 2_000
AT_ONCE = struct.pack("ii", 1, 0)


@pytest.fixture
def log(tmp_path: Path, simulator: Simulator) -> Iterator[Path]:
    """The log of a SOAP listener that tells of what is no trouble, too."""
    words = tmp_path / "soap.log"
    with words.open("wb") as terminal:
        server = subprocess.Popen(
            [
                *f"{sys.executable} -m gunicorn -c deploy/gunicorn_soap.py --log-level info".split(),
                "infra.soap.wsgi",
            ],
            cwd=ROOT,
            env={**simulator.environment, "PATH": os.environ["PATH"]},
            stderr=terminal,
        )
    try:
        eventually(lambda: answers(simulator.soap_port), within=30)
        yield words
    finally:
        server.terminate()
        assert server.wait(15) == 0


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Simulator:
    """A folder with certificates, and ports: nothing runs on it but what a test starts."""
    simulator = Simulator(tmp_path_factory.mktemp("hanging-up"))
    give_certificates(simulator.folder)
    return simulator


def hang_up_in_mid_answer(simulator: Simulator, ask: bytes = ASK) -> None:
    trust = ssl.create_default_context(cafile=str(simulator.folder / "pki" / "ca.pem"))
    plain = socket.create_connection(("127.0.0.1", simulator.soap_port), timeout=2)
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    with trust.wrap_socket(plain, server_hostname="localhost") as caller:
        with suppress(TimeoutError):
            caller.sendall(ask * MORE_THAN_BUFFERS_HOLD)
        assert caller.recv(1)


def test_it_is_one_quiet_line(simulator: Simulator, log: Path) -> None:
    def noted() -> bool:
        hang_up_in_mid_answer(simulator)
        return "A caller hung up before it had its answer: /webservice/accao/Message/v3" in log.read_text()

    eventually(noted, within=30)

    assert not re.search("Traceback|WARNING|ERROR", log.read_text())


def test_no_number_of_a_person_stands_in_it(simulator: Simulator, log: Path) -> None:
    ask = ASK.replace(b"v3?wsdl", b"v3/198101052382?wsdl")

    def noted() -> bool:
        hang_up_in_mid_answer(simulator, ask)
        return "hung up before it had its answer: /webservice/accao/Message/v3/19810105****" in log.read_text()

    eventually(noted, within=30)

    assert "198101052382" not in log.read_text()
