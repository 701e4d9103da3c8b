"""Where workers leave a sign of life, and whoever looks finds it: Redis, which all hosts share, else a file."""

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


class Sign(Protocol):
    """The sign of one kind of workers."""

    def give(self) -> None:
        """This process is at work now."""

    def take_back(self) -> None:
        """This process works no more."""

    def forget(self) -> None:
        """Whatever was at work has ended."""

    def is_given(self) -> bool:
        """Has any worker of the kind given it within the last seconds."""


class FileSign:
    """A file that is touched. The time is the file system's, not the simulated one: this is about now."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def give(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch()

    def take_back(self) -> None:
        self._path.unlink(missing_ok=True)

    forget = take_back

    def is_given(self) -> bool:
        try:
            touched = self._path.stat().st_mtime
        except FileNotFoundError:
            return False
        return time.time() - touched < STALE_AFTER


class RedisSign:
    """A member of a sorted set for each process on whatever host, by Redis's own clock: hosts' clocks differ."""

    def __init__(self, url: str, kind: str) -> None:
        self._redis = _connection(url)
        self._key = f"mina-meddelanden:alive:{kind}"

    def give(self) -> None:
        now = self._now()
        self._redis.zadd(self._key, {_myself(): now})
        self._redis.zremrangebyscore(self._key, "-inf", now - 60 * STALE_AFTER)

    def take_back(self) -> None:
        self._redis.zrem(self._key, _myself())

    def forget(self) -> None:
        self._redis.delete(self._key)

    def is_given(self) -> bool:
        try:
            return bool(self._redis.zcount(self._key, self._now() - STALE_AFTER, "+inf"))
        except redis.RedisError:
            return False

    def _now(self) -> float:
        seconds, microseconds = self._redis.time()
        return float(seconds) + microseconds / 1e6


def _myself() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


@lru_cache
def _connection(url: str) -> redis.Redis:
    # Its pool makes connections anew in a process that has been forked.
    return redis.Redis.from_url(url, socket_timeout=_REDIS_SECONDS, socket_connect_timeout=_REDIS_SECONDS)


def sign_of(kind: str) -> Sign:
    """The sign that workers of the kind give."""
    if settings.REDIS_URL:
        return RedisSign(settings.REDIS_URL, kind)
    return FileSign(settings.RUN_DIR / f"{kind}.alive")
