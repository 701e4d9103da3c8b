"""The version of the register's list of actors, which gets a new one when an actor changes.

Each process keeps the actors in memory, the register itself and the roles that ask it. Where the file cannot be
seen, as beside another register, the list is read again after settings.REGISTER_CACHE_SECONDS.
"""

from typing import Final

from infra import version_file
from infra.version_file import Version, VersionFile

NONE: Final = version_file.NONE
_file: Final = VersionFile("actors.version")


def current() -> Version:
    """The version now. Ask for it before the actors are read: a change while they are read then counts."""
    return _file.current()


def advance() -> None:
    """Tell all processes to read the actors again. Call it when the change is committed."""
    _file.advance()
