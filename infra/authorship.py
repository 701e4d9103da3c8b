"""Who asked for a change, for the logs of what was changed."""

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """The way on which a change was asked for."""

    CONSOLE = "console"
    REST = "rest"
    COMMAND = "command"
    START = "start"
    """The simulator itself, when it starts."""


@dataclass(frozen=True)
class Author:
    """Who asked for a change, as far as that is known."""

    origin: Origin
    name: str = ""
    """The user name that the caller gave with the password, or an address. Anybody may give any name."""
