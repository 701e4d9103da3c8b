"""A note of the log's end outside the database: a log with emptied tables does not pass for a new one.

The file lies in the data folder. It lags behind the log by a moment at most, so its entry must be in the log.
Access to both the database and the folder is enough to forge both: `verify_log --head` is for that.
"""

import os
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

FILE: Final = "register-log.head"


def write_anchor(sequence: int, digest: bytes) -> None:
    """Keep this end of the log. Call it when the entries are committed."""
    file = _file()
    fresh = file.with_suffix(f".{os.getpid()}")
    fresh.write_text(f"{_database()} {sequence}:{digest.hex()}\n")
    fresh.replace(file)


def read_anchor() -> str | None:
    """The end that was noted last, as a head is written; None: none of this database was."""
    try:
        database, _, head = _file().read_text().strip().partition(" ")
    except (OSError, ValueError):
        return None
    return head if database == _database() else None


def _file() -> Path:
    return Path(settings.DATA_DIR) / FILE


def _database() -> str:
    """Which database the note is of, since another may be used with the same folder."""
    values = connection.settings_dict
    name = "|".join(str(values.get(key) or "") for key in ("ENGINE", "HOST", "PORT", "NAME"))
    return sha256(name.encode()).hexdigest()[:16]
