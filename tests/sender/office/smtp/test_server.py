"""The gateway as a process of a running simulator."""

import smtplib
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import cast
from tests.infra.supervisor.simulator import Simulator, running_simulator
from tests.sender.office.conftest import CLERK, TO_MARIA, written
from tests.waiting import eventually

DELIVERED = """
from formedlare.models import Leg
print(*Leg.objects.filter(distribution__origin='office').values_list('recipient', 'state'))
"""


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with running_simulator(tmp_path_factory.mktemp("office")) as simulator:
        yield simulator


def test_the_same_mail_by_several_connections_at_once_is_delivered_once(simulator: Simulator) -> None:
    octets = written().as_bytes()

    def send(_: int) -> tuple[int, bytes]:
        with smtplib.SMTP("127.0.0.1", simulator.smtp_port, timeout=20) as program:
            program.ehlo()
            program.mail(CLERK)
            program.rcpt(TO_MARIA)
            return program.data(octets)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(8)))

    assert {code for code, _ in answers} == {250}
    assert sum(b"Stored: 1 " in words for _, words in answers) == 1
    eventually(lambda: simulator.python(DELIVERED) == f"('{cast.MARIA}', 'delivered')", 30)


def test_it_says_where_mail_is_taken(simulator: Simulator) -> None:
    assert f"SMTP on port {simulator.smtp_port}" in simulator.said()


def test_it_stops_cleanly_with_callers_on_the_line(simulator: Simulator) -> None:
    with socket.create_connection(("127.0.0.1", simulator.smtp_port), timeout=10) as caller:
        assert caller.recv(100).startswith(b"220 ")

        assert simulator.stop() == 0

        assert b"421" in caller.recv(1000)
    assert simulator.alive() == []
    assert simulator.ports_in_use() == []


def test_port_0_turns_it_off(tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_simulator(tmp_path_factory.mktemp("off"), MM_SMTP_PORT="0") as simulator:
        assert "office" not in simulator.processes()
        assert "office gateway" not in simulator.health()[1]
        assert "Mail in" not in simulator.said()
