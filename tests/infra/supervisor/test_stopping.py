"""It stops cleanly, leaves nothing behind, and keeps its data until told to forget."""

import os
import signal
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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_cleanly_with_nothing_left_running(tmp_path: Path, number: int) -> None:
    with running_simulator(tmp_path) as simulator:
        assert len(simulator.alive()) >= 8

        assert simulator.stop(number) == 0

        assert simulator.alive() == []
        assert simulator.ports_in_use() == []
        assert simulator.said().endswith("Stopped.\n")


def test_killed_it_takes_its_children_with_it_and_can_start_again(tmp_path: Path) -> None:
    with running_simulator(tmp_path) as simulator:
        simulator.stop(signal.SIGKILL)

        eventually(lambda: not simulator.alive(), saying="no process is left")
        eventually(lambda: not simulator.ports_in_use(), saying="the ports are free")

        simulator.start()
        assert simulator.works()


def test_a_second_start_keeps_the_data_and_reset_forgets_it(tmp_path: Path) -> None:
    simulator = Simulator(tmp_path)
    try:
        simulator.start()
        simulator.python(ADD_A_HOLDER)
        trusted = (tmp_path / "pki" / "ca.pem").read_bytes()
        simulator.stop()

        simulator.start()
        assert simulator.python(COUNT) == "1"
        assert (tmp_path / "pki" / "ca.pem").read_bytes() == trusted
        simulator.stop()

        (tmp_path / "notes.txt").write_text("mine")
        assert simulator.manage("reset").returncode == 0
        assert not (tmp_path / "pki").exists()
        assert not list(tmp_path.glob("*.sqlite3*"))
        assert (tmp_path / "notes.txt").read_text() == "mine"
    finally:
        end(simulator)


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
