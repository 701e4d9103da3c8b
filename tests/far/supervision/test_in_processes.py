"""The log of a running simulator: written beside the answers, and before its processes end."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.infra.supervisor.simulator import Simulator, running_simulator
from tests.waiting import eventually

pytestmark = pytest.mark.timeout(300)

MARIA = "198101052382"
LOG = "from far.models import LogEntry"


@pytest.fixture
def slow_log(tmp_path: Path) -> Iterator[Simulator]:
    """Its processes write their log when they end, and not before."""
    with running_simulator(tmp_path, MM_LOG_WRITE_SECONDS="3600") as simulator:
        yield simulator


def entries(simulator: Simulator, query: str = "") -> list[dict[str, Any]]:
    status, body = simulator.get(f"/api/v1/supervision/log{query}")
    assert status == 200, body
    found: list[dict[str, Any]] = json.loads(body)["results"]
    return found


def test_a_question_stands_in_the_log_within_moments(tmp_path: Path) -> None:
    with running_simulator(tmp_path, MM_LOG_WRITE_SECONDS="0.2") as simulator:
        assert simulator.manage("send_letter", MARIA).returncode == 0

        query = f"?operation=isReachable&subject={MARIA}&actor=162021004748"
        eventually(lambda: entries(simulator, query) != [], saying="the sender's question is in the log")
        eventually(lambda: b"deliverSecure" in simulator.get("/api/v1/supervision/counts")[1], saying="it counts")
        verified = simulator.manage("verify_log")
        assert verified.returncode == 0, verified.stderr


def test_what_waits_is_written_when_the_simulator_is_stopped(slow_log: Simulator) -> None:
    assert slow_log.manage("send_letter", MARIA).returncode == 0
    assert entries(slow_log, "?actor=162021004748") == []

    assert slow_log.stop(signal.SIGTERM) == 0

    asked = slow_log.python(
        f"{LOG}\nprint(LogEntry.objects.filter(actor='162021004748', operation='isReachable').count())"
    )
    assert asked == "1"
    assert slow_log.manage("verify_log").returncode == 0


def test_after_a_kill_the_log_is_whole_though_its_last_moments_are_missing(slow_log: Simulator) -> None:
    assert slow_log.manage("send_letter", MARIA).returncode == 0

    slow_log.stop(signal.SIGKILL)
    eventually(lambda: not slow_log.alive(), saying="no process is left")

    assert slow_log.manage("verify_log").returncode == 0
    assert (
        slow_log.python("from far.models import LogEntry\nprint(LogEntry.objects.filter(kind='call').count())")
        == "0"
    )


def test_accounts_are_loaded_beside_it_while_letters_go(slow_log: Simulator) -> None:
    loaded = slow_log.manage("load_accounts", "--count", "20000")

    assert "20,000 accounts registered" in loaded.stdout
    assert slow_log.manage("send_letter", MARIA).returncode == 0
    assert (
        "0 accounts registered, 20,000 were there" in slow_log.manage("load_accounts", "--count", "20000").stdout
    )
    assert slow_log.works()
