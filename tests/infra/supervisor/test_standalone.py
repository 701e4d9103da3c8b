"""The servers run without the supervisor, too, as a system administrator would start them."""

import os
import subprocess
import sys

import pytest

from tests.infra.supervisor.simulator import ROOT, Simulator, give_certificates
from tests.servers import answers
from tests.waiting import eventually


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Simulator:
    """A folder with certificates, and ports."""
    simulator = Simulator(tmp_path_factory.mktemp("standalone"))
    give_certificates(simulator.folder)
    return simulator


@pytest.mark.parametrize("name", ["web", "soap"])
def test_gunicorn_with_our_configuration(simulator: Simulator, name: str) -> None:
    port = {"web": simulator.web_port, "soap": simulator.soap_port}[name]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", f"deploy/gunicorn_{name}.py", "infra.wsgi"],
        cwd=ROOT,
        env={**simulator.environment, "PATH": os.environ["PATH"]},
    )
    try:
        eventually(lambda: answers(port), within=30)
        if name == "web":
            assert simulator.get("/livez") == (200, b"ok\n")
    finally:
        server.terminate()
        assert server.wait(15) == 0
