"""The broker that needs no installation: messages are files in a folder.

It changes three things in Kombu's file system transport. Kombu writes a message under the name that a worker
looks for, so a worker can find it empty and fail; here a message gets its name when it is complete. Kombu
lists and sorts the whole folder for every message; here the list is used for all messages that are in it.
A worker that waits for messages learns only after its wait that it must stop; here no wait is long.
"""

import os
import time
import uuid
from collections import deque
from pathlib import Path
from queue import Empty
from typing import Any, Final

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

LONGEST_WAIT: Final = 0.2
"""Seconds that a worker waits for messages before it looks whether it must stop. Celery asks for two."""


class FileChannel(filesystem.Channel):
    """Writes messages to the folder and takes them out, the oldest first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._seen: dict[str, deque[str]] = {}
        super().__init__(*args, **kwargs)

    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:  # type: ignore[override]  # Kombu's own
        folder = Path(self.data_folder_out)
        name = f"{time.monotonic_ns():020}_{uuid.uuid4()}"
        draft = folder / f"{name}.draft"
        try:
            draft.write_text(dumps(payload))
            draft.rename(folder / f"{name}.{queue}.msg")
        except OSError:
            # Leave no drafts on a disk that is full.
            draft.unlink(missing_ok=True)
            raise

    def _get(self, queue: str) -> dict[str, Any]:  # type: ignore[override]  # Kombu's own
        folder = Path(self.data_folder_in)
        seen = self._seen.setdefault(queue, deque())
        if not seen:
            ending = f".{queue}.msg"
            seen.extend(sorted(name for name in os.listdir(folder) if name.endswith(ending)))
        while seen:
            if (content := _take_content(folder / seen.popleft())) is not None:
                message: dict[str, Any] = loads(content)
                return message
        raise Empty


def _take_content(path: Path) -> str | None:
    """The content of the file; None where another process has taken it. Only one process can rename the file."""
    own = path.with_suffix(".taken")
    try:
        path.rename(own)
    except FileNotFoundError:
        return None
    content = own.read_text()
    own.unlink()
    return content


class FileTransport(filesystem.Transport):
    """The transport that CELERY_BROKER_TRANSPORT names."""

    Channel = FileChannel

    def drain_events(self, connection: Any, timeout: float | None = None) -> None:  # type: ignore[override]  # Kombu's own
        super().drain_events(connection, None if timeout is None else min(timeout, LONGEST_WAIT))
