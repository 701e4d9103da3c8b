"""Who asked for a change, for the logs of what was changed."""

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
    """Who asked for a change, as far as that is known."""

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
