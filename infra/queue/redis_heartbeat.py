"""Heartbeats in Redis, which all hosts share."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

import redis

from infra.queue.heartbeats import STALE_AFTER, HeartbeatFailed

TIMEOUT: Final = 2.0
"""Seconds."""


class RedisHeartbeat:
    """A member of a sorted set for each process, on all hosts. The time is Redis's: the hosts' clocks differ."""

    def __init__(self, url: str, kind: str, process: str) -> None:
        self._redis = _connection(url)
        self._process = process
        self._key = f"mina-meddelanden:alive:{kind}"

    def beat(self) -> None:
        with _failures_translated():
            now = self._now()
            self._redis.zadd(self._key, {self._process: now})
            self._redis.zremrangebyscore(self._key, "-inf", now - 60 * STALE_AFTER)

    def stop(self) -> None:
        with _failures_translated():
            self._redis.zrem(self._key, self._process)

    def clear(self) -> None:
        with _failures_translated():
            self._redis.delete(self._key)

    def is_recent(self, within: float = STALE_AFTER) -> bool:
        try:
            return bool(self._redis.zcount(self._key, self._now() - within, "+inf"))
        except redis.RedisError:
            return False

    def _now(self) -> float:
        seconds, microseconds = self._redis.time()
        return float(seconds) + microseconds / 1e6


@contextmanager
def _failures_translated() -> Iterator[None]:
    try:
        yield
    except redis.RedisError as problem:
        raise HeartbeatFailed(str(problem)) from problem


@lru_cache
def _connection(url: str) -> redis.Redis:
    # Its pool opens new connections in a process that has been forked.
    return redis.Redis.from_url(url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT)
