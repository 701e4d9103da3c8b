"""The worker is killed after a letter was committed and before anybody was told: told once, later."""

import os
import signal

from tests.cast import MARIA, Sender
from tests.end_to_end.wire import Store
from tests.infra.supervisor.simulator import Simulator, another
from tests.waiting import eventually


def test_what_a_killed_worker_did_not_announce_is_announced_once(
    simulator: Simulator, kommun_a: Sender, kept: Store
) -> None:
    worker = simulator.processes()["worker"]
    started_again = another(simulator, "worker")
    os.kill(worker, signal.SIGSTOP)

    letter = kommun_a.deliver(kommun_a.letter(to=MARIA))

    assert letter.delivered
    assert kept.announcements(letter.trans_id) == [("due", 0), ("due", 0)]
    os.kill(worker, signal.SIGKILL)
    eventually(started_again, within=30)
    eventually(lambda: kept.announcements(letter.trans_id) == [("sent", 1), ("sent", 1)], within=30)
