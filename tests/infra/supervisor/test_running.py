"""While it runs: it says where everything is, mends itself, and lets no second one in."""

import os
import signal

import pytest

from tests.infra.supervisor.simulator import Simulator, another
from tests.waiting import eventually


def test_it_says_where_everything_is(simulator: Simulator) -> None:
    said = simulator.said()
    assert "\nReady.\n" in said
    assert f"http://localhost:{simulator.web_port}/" in said
    assert f"https://localhost:{simulator.soap_port}/webservice/accao/" in said
    assert str(simulator.folder / "pki" / "ca.pem") in said


def test_every_component_works(simulator: Simulator) -> None:
    status, components = simulator.health()
    assert status == 200
    assert components == {
        name: {"works": True}
        for name in (
            *("database", "migrations", "queue worker", "relay worker"),
            *("SOAP listener", "office gateway", "certificates", "register"),
        )
    }
    assert simulator.get("/livez") == (200, b"ok\n")
    assert simulator.manage("wait_ready", "--timeout", "5").stdout == "Ready.\n"


@pytest.mark.parametrize("name", ["web", "soap", "worker", "relay", "office"])
def test_what_dies_is_started_again(simulator: Simulator, name: str) -> None:
    started_again = another(simulator, name)

    os.kill(simulator.processes()[name], signal.SIGKILL)

    eventually(started_again, saying=f"{name} has been started again")
    eventually(simulator.works, saying="everything works")
    assert f"{name} stopped (killed by SIGKILL). Starting it again in" in simulator.said()


def test_a_worker_that_is_gone_is_named_with_what_to_do(simulator: Simulator) -> None:
    worker = simulator.processes()["worker"]
    os.kill(worker, signal.SIGSTOP)
    try:
        eventually(lambda: simulator.health()[0] == 503, saying="/healthz tells of the worker")
        state = simulator.health()[1]["queue worker"]
        assert state["works"] is False
        assert "No queue worker is taking tasks" in state["problem"]
        waited = simulator.manage("wait_ready", "--timeout", "0.1")
        assert (waited.returncode, "queue worker" in waited.stderr) == (1, True)
    finally:
        os.kill(worker, signal.SIGCONT)
    eventually(simulator.works)


def test_a_second_one_on_the_same_folder_is_refused(simulator: Simulator) -> None:
    second = simulator.manage("run")
    assert second.returncode == 1
    assert f"already running on {simulator.folder}" in second.stderr
    assert str(simulator.processes()["supervisor"]) in second.stderr
    assert simulator.works()


def test_nothing_is_forgotten_while_it_runs(simulator: Simulator) -> None:
    refused = simulator.manage("reset")
    assert refused.returncode == 1
    assert "Stop it first" in refused.stderr
    assert (simulator.folder / "simulator.sqlite3").exists()


@pytest.mark.parametrize("setting", ["MM_HTTP_PORT", "MM_SOAP_PORT", "MM_SMTP_PORT"])
def test_a_port_in_use_is_said_with_the_setting_that_changes_it(
    simulator: Simulator, tmp_path_factory: pytest.TempPathFactory, setting: str
) -> None:
    other = Simulator(tmp_path_factory.mktemp("other"))
    other.environment[setting] = simulator.environment[setting]

    refused = other.manage("run")

    assert refused.returncode == 1
    assert f"Port {simulator.environment[setting]} is already in use" in refused.stderr
    assert setting in refused.stderr
    assert "Traceback" not in refused.stderr
