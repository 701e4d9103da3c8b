"""What the server's worker makes of an application's answers."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.infra.supervisor.simulator import ROOT
from tests.servers import answers, free_port
from tests.waiting import eventually


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Of a server with an application that tells what it sees."""
    port, folder = free_port(), tmp_path_factory.mktemp("served")
    worker = "infra.http_worker.deadline_worker.DeadlineWorker"
    application = "tests.infra.supervisor.socket_app"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-k", worker, "-b", f"127.0.0.1:{port}", "--threads=4", application],
        cwd=ROOT,
        env={**os.environ, "MM_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "infra.settings"},
        stderr=subprocess.DEVNULL,
    )
    try:
        eventually(lambda: answers(port), within=30)
        yield port
    finally:
        server.terminate()
        assert server.wait(15) == 0


@pytest.fixture
def line(port: int) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    yield connection
    connection.close()


@pytest.mark.parametrize("path", ["/known", "/unknown"])
def test_the_application_sees_the_connection_itself(line: http.client.HTTPConnection, path: str) -> None:
    """It asks it whether the caller has gone."""
    for _ in range(3):
        line.request("GET", path)

        assert line.getresponse().read() == b"socket"


def test_a_head_without_a_body_comes_too(line: http.client.HTTPConnection) -> None:
    for _ in range(3):
        line.request("HEAD", "/known")
        answer = line.getresponse()

        assert (answer.read(), answer.getheader("Content-Length")) == (b"", "6")
