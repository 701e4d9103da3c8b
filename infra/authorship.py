"""The author of a change, for the logs of changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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
    """The author of a change, as far as known."""

    origin: Origin
    name: str = ""
    """The user name that the caller gave with the password, or an address. Anybody may give any name."""


_actor: ContextVar[str] = ContextVar("actor", default=Origin.COMMAND.value)


def current_actor() -> str:
    """The author of what this code does: the number of the organisation that calls, or else an Origin."""
    return _actor.get()


@contextmanager
def acting_as(actor: str) -> Iterator[None]:
    """Run what is within on behalf of the actor."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)
