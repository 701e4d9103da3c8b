"""Heartbeats of workers: kept in Redis, which all hosts share, or else in a file."""

import os
import socket
import time
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

import redis
from django.conf import settings

STALE_AFTER: Final = 4.0
"""Seconds."""
_REDIS_SECONDS: Final = 2.0


class Heartbeat(Protocol):
    """The heartbeat of one kind of workers."""

    def beat(self) -> None:
        """Record that this process is at work now."""

    def stop(self) -> None:
        """Record that this process has ended its work."""

    def clear(self) -> None:
        """Forget all processes: none of them is at work any more."""

    def is_recent(self) -> bool:
        """A worker of the kind has beaten within the last seconds."""


class FileHeartbeat:
    """A file that is touched. Its time is that of the file system, which testers do not move."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def beat(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch()

    def stop(self) -> None:
        self._path.unlink(missing_ok=True)

    clear = stop

    def is_recent(self) -> bool:
        try:
            touched = self._path.stat().st_mtime
        except FileNotFoundError:
            return False
        return time.time() - touched < STALE_AFTER


class RedisHeartbeat:
    """A member of a sorted set for each process, on all hosts. The time is Redis's: the hosts' clocks differ."""

    def __init__(self, url: str, kind: str, process: str) -> None:
        self._redis = _connection(url)
        self._process = process
        self._key = f"mina-meddelanden:alive:{kind}"

    def beat(self) -> None:
        now = self._now()
        self._redis.zadd(self._key, {self._process: now})
        self._redis.zremrangebyscore(self._key, "-inf", now - 60 * STALE_AFTER)

    def stop(self) -> None:
        self._redis.zrem(self._key, self._process)

    def clear(self) -> None:
        self._redis.delete(self._key)

    def is_recent(self, within: float = STALE_AFTER) -> bool:
        try:
            return bool(self._redis.zcount(self._key, self._now() - within, "+inf"))
        except redis.RedisError:
            return False

    def _now(self) -> float:
        seconds, microseconds = self._redis.time()
        return float(seconds) + microseconds / 1e6


def _process_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


@lru_cache
def _connection(url: str) -> redis.Redis:
    # Its pool opens new connections in a process that has been forked.
    return redis.Redis.from_url(url, socket_timeout=_REDIS_SECONDS, socket_connect_timeout=_REDIS_SECONDS)


def heartbeat_of(kind: str, process: str = "") -> Heartbeat:
    """The heartbeat of the workers of the kind. `process`: a name for this process, unlike those on all hosts."""
    if settings.REDIS_URL:
        return RedisHeartbeat(settings.REDIS_URL, kind, process or _process_name())
    return FileHeartbeat(settings.RUN_DIR / f"{kind}.alive")
