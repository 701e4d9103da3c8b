"""Heartbeats of workers: kept in Redis, which all hosts share, or else in a file."""

import os
import socket
import time
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from django.conf import settings

STALE_AFTER: Final = 4.0
"""Seconds."""


class HeartbeatFailed(OSError):
    """The heartbeat could be neither recorded nor read."""


class Heartbeat(Protocol):
    """The heartbeat of one kind of workers."""

    def beat(self) -> None:
        """Record that this process is at work now.

        Raises:
            OSError: it could not be recorded.
        """

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


def _process_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def heartbeat_of(kind: str, process: str = "") -> Heartbeat:
    """The heartbeat of the workers of the kind. `process`: a name for this process, unlike those on all hosts."""
    if settings.REDIS_URL:
        # Loaded only here: Redis's client takes five megabytes, which the embedded default has no use for.
        in_redis = import_module("infra.queue.redis_heartbeat")
        heartbeat: Heartbeat = in_redis.RedisHeartbeat(settings.REDIS_URL, kind, process or _process_name())
        return heartbeat
    return FileHeartbeat(settings.RUN_DIR / f"{kind}.alive")
