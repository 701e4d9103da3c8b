"""A worker killed between the commit and the announcement: it is announced once, later."""

import os
import signal
from pathlib import Path

import pytest

from tests.infra.supervisor.simulator import Simulator, another, running_simulator
from tests.servers import redis_server
from tests.waiting import eventually

STORE = """
from django.utils import timezone
from tests.mailbox_operator import conftest
from mailbox_operator import announce
from mailbox_operator.models import Announcement
mailbox = conftest.mailbox_of(mobile="0701740605")
message = conftest.message_in(mailbox, "{digest}")
Announcement.objects.bulk_create(announce.new_announcements(message, mailbox, timezone.now()))
"""
"""What a delivery commits, without the hint that comes after."""
LOOK = """
from mailbox_operator.models import Announcement
print(*Announcement.objects.values_list("state", "attempts"))
"""
SENT_ONCE = "('sent', 1)"


def kill_the_worker(simulator: Simulator) -> None:
    started_again = another(simulator, "worker")
    os.kill(simulator.processes()["worker"], signal.SIGKILL)
    eventually(started_again)


def test_on_the_embedded_queue(tmp_path: Path) -> None:
    with running_simulator(tmp_path, MM_ANNOUNCEMENT_SWEEP_SECONDS="1") as simulator:
        simulator.python(STORE.format(digest="1"))
        kill_the_worker(simulator)
        eventually(lambda: simulator.python(LOOK) == SENT_ONCE, within=30)


@pytest.mark.parametrize("interrupted", [False, True])
def test_on_redis(tmp_path: Path, interrupted: bool) -> None:
    with (
        redis_server() as redis,
        running_simulator(tmp_path, REDIS_URL=redis.url, MM_ANNOUNCEMENT_SWEEP_SECONDS="1") as simulator,
    ):
        if interrupted:
            redis.stop()
            eventually(lambda: simulator.health()[0] == 503, within=30, saying="the worker misses Redis")
        simulator.python(STORE.format(digest="1"))
        if interrupted:
            redis.start()
            eventually(simulator.works, within=30, saying="the worker is back")
        eventually(lambda: simulator.python(LOOK) == SENT_ONCE, within=30)
