"""It stops cleanly, leaves nothing behind, and keeps its data until told to forget."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.infra.supervisor.simulator import Simulator, end, running_simulator
from tests.waiting import eventually

ADD_A_HOLDER = """
from django.utils import timezone
from mailbox_operator.models import Mailbox, Operator
operator = Operator.objects.create(name="kept.example", display_name="Kept", organisation="162021000001")
Mailbox.objects.create(operator=operator, holder="192705178354", holder_name="Anna", opened_at=timezone.now())
"""
COUNT = """
from mailbox_operator.models import Operator
print(Operator.objects.filter(name='kept.example').count())
"""


@pytest.fixture(scope="module")
def started_before(tmp_path_factory: pytest.TempPathFactory) -> Simulator:
    """What a first start makes is there: tests that start and stop it need not wait for that each time."""
    with running_simulator(tmp_path_factory.mktemp("stopped")) as simulator:
        simulator.stop()
    return simulator


@pytest.fixture
def stopped(started_before: Simulator) -> Iterator[Simulator]:
    yield started_before
    end(started_before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_cleanly_with_nothing_left_running(stopped: Simulator, number: int) -> None:
    stopped.start()
    assert len(stopped.alive()) >= 8

    assert stopped.stop(number) == 0

    assert stopped.alive() == []
    assert stopped.ports_in_use() == []
    assert stopped.said().endswith("Stopped.\n")


def test_killed_it_takes_its_children_with_it_and_can_start_again(stopped: Simulator) -> None:
    stopped.start()
    stopped.stop(signal.SIGKILL)

    eventually(lambda: not stopped.alive(), saying="no process is left")
    eventually(lambda: not stopped.ports_in_use(), saying="the ports are free")

    stopped.start()
    assert stopped.works()
    stopped.stop()


def test_a_second_start_keeps_the_data_and_reset_forgets_it(stopped: Simulator) -> None:
    folder = stopped.folder
    stopped.start()
    stopped.python(ADD_A_HOLDER)
    trusted = (folder / "pki" / "ca.pem").read_bytes()
    stopped.stop()

    stopped.start()
    assert stopped.python(COUNT) == "1"
    assert (folder / "pki" / "ca.pem").read_bytes() == trusted
    stopped.stop()

    (folder / "notes.txt").write_text("mine")
    assert stopped.manage("reset").returncode == 0
    assert not (folder / "pki").exists()
    assert not list(folder.glob("*.sqlite3*"))
    assert (folder / "notes.txt").read_text() == "mine"

    stopped.start()
    assert stopped.python(COUNT) == "0"
    stopped.stop()


def test_only_what_the_roles_need_is_started(tmp_path: Path) -> None:
    with running_simulator(tmp_path, MM_ROLES="ui") as simulator:
        assert set(simulator.processes()) == {"supervisor", "web", "worker"}
        status, components = simulator.health()
        assert (status, set(components)) == (200, {"database", "migrations", "queue worker"})
        assert simulator.ports_in_use() == [simulator.web_port]


def test_a_server_whose_worker_dies_answers_again(tmp_path: Path) -> None:
    with running_simulator(tmp_path, MM_ROLES="ui") as simulator:
        master = simulator.processes()["web"]
        workers = [pid for pid in simulator.alive() if parent_of(pid) == master]

        os.kill(workers[0], signal.SIGKILL)

        eventually(simulator.works)
        assert simulator.processes()["web"] == master


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
