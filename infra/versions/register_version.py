"""The version of the register's list of actors, which changes when an actor does.

Each process keeps the actors in memory, the register itself and the roles that ask it. Where the file cannot be
seen, as beside another register, the list is read again after settings.REGISTER_CACHE_SECONDS.
"""

from typing import Final

from infra.versions.version_file import NONE, Version, VersionFile

__all__ = ["NONE", "Version", "advance", "current"]

_FILE: Final = VersionFile("actors")


def current() -> Version:
    """The version now. Ask for it before the actors are read: a change while they are read then counts."""
    return _FILE.current()


def advance() -> None:
    """Tell all processes to read the actors again. Call it when the change is committed."""
    _FILE.advance()
