"""The version of what people may do in others' mailboxes, which changes when a consent does.

A kept answer of the register's about rights is used only while this version is the same. Changes in another
register are not seen here: beside one, answers are kept for a few seconds only.
"""

from typing import Final

from infra.versions.version_file import Version, VersionFile

_FILE: Final = VersionFile("rights")


def current() -> Version:
    """The version now. Ask for it before you ask for the rights: a change meanwhile then counts."""
    return _FILE.current()


def advance() -> None:
    """Tell all processes that kept answers about rights hold no longer. Call it when the change is committed."""
    _FILE.advance()
