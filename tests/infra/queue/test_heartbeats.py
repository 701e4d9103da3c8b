"""A worker that is at work is seen to be, in a file or in Redis, and for some seconds only."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_django.fixtures import Settings

from infra.celery import app
from infra.queue import heartbeats, worker_heartbeat
from infra.queue.redis_heartbeat import RedisHeartbeat
from infra.queue.worker_heartbeat import RELAY, WORKER, HeartbeatStep, is_alive
from tests.servers import Redis, redis_server
from tests.waiting import eventually


@pytest.fixture(autouse=True)
def no_heartbeats(settings: Settings, tmp_path: Path) -> None:
    settings.RUN_DIR = tmp_path / "run"


@pytest.fixture
def redis(settings: Settings) -> Iterator[Redis]:
    with redis_server() as server:
        settings.REDIS_URL = server.url
        yield server


def consumer_of(*queues: str) -> SimpleNamespace:
    """As much of Celery's consumer as the step looks at."""
    return SimpleNamespace(app=SimpleNamespace(amqp=SimpleNamespace(queues=SimpleNamespace(consume_from=queues))))


def test_nothing_is_alive_before_the_first_beat() -> None:
    assert not is_alive(WORKER)
    assert not is_alive(RELAY)


def test_a_beat_counts_for_its_own_kind_of_workers() -> None:
    heartbeats.heartbeat_of(WORKER).beat()

    assert is_alive(WORKER)
    assert not is_alive(RELAY)


def test_a_worker_counts_as_alive_for_seconds_only(settings: Settings) -> None:
    heartbeats.heartbeat_of(WORKER).beat()

    long_ago = time.time() - heartbeats.STALE_AFTER
    os.utime(settings.RUN_DIR / f"{WORKER}.alive", (long_ago, long_ago))

    assert not is_alive(WORKER)


def test_a_worker_that_has_stopped_is_not_alive() -> None:
    heartbeat = heartbeats.heartbeat_of(WORKER)
    heartbeat.beat()
    heartbeat.stop()
    heartbeat.stop()

    assert not is_alive(WORKER)


def test_heartbeats_of_an_earlier_run_are_cleared() -> None:
    for kind in (WORKER, RELAY):
        heartbeats.heartbeat_of(kind).beat()

    worker_heartbeat.clear_heartbeats()

    assert not is_alive(WORKER)
    assert not is_alive(RELAY)


@pytest.mark.usefixtures("redis")
def test_workers_of_other_hosts_count_by_the_clock_of_redis() -> None:
    assert not is_alive(WORKER)
    elsewhere = heartbeats.heartbeat_of(WORKER, process="another-host:1")

    elsewhere.beat()
    assert is_alive(WORKER)
    assert not is_alive(RELAY)

    elsewhere.stop()
    assert not is_alive(WORKER)


@pytest.mark.usefixtures("redis")
def test_one_worker_that_stops_leaves_the_others_alive() -> None:
    first, second = (heartbeats.heartbeat_of(WORKER, process=f"host-{number}:1") for number in (1, 2))
    first.beat()
    second.beat()

    first.stop()
    assert is_alive(WORKER)

    worker_heartbeat.clear_heartbeats()
    assert not is_alive(WORKER)


def test_an_old_beat_in_redis_does_not_count(redis: Redis) -> None:
    heartbeat = RedisHeartbeat(redis.url, WORKER, "a-host:1")
    heartbeat.beat()

    assert heartbeat.is_recent()
    assert not heartbeat.is_recent(within=-0.001)


def test_behind_a_redis_that_is_away_nothing_is_alive(redis: Redis) -> None:
    heartbeats.heartbeat_of(WORKER).beat()
    redis.stop()

    assert not is_alive(WORKER)


def test_a_worker_beats_while_it_takes_tasks_and_no_longer(settings: Settings) -> None:
    consumer = consumer_of("celery")
    step = HeartbeatStep(consumer)

    step.start(consumer)
    eventually(lambda: is_alive(WORKER))
    assert not is_alive(RELAY)

    step.terminate(consumer)
    eventually(lambda: not is_alive(WORKER))


def test_a_worker_of_the_relay_s_queue_is_one_of_the_relay_s(settings: Settings) -> None:
    consumer = consumer_of(settings.RELAY_QUEUE)
    step = HeartbeatStep(consumer)

    step.start(consumer)
    eventually(lambda: is_alive(RELAY))
    step.stop(consumer)

    assert not is_alive(WORKER)


def test_every_worker_of_the_simulator_has_the_step() -> None:
    assert "infra.queue.worker_heartbeat:HeartbeatStep" in app.steps["consumer"]
