"""The names that the caller's version of a contract has for elements, so that refusals name what the caller wrote.

Version 1 calls them arg0, arg1 and so on. Its handlers pass the values on to those of version 3, and their checks
speak of recipientId and UserIdentity.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_words: Final[ContextVar[Mapping[str, str]]] = ContextVar("element_names")


@contextmanager
def elements_named(**words: str) -> Iterator[None]:
    """Let `element_name` give these words for elements of version 3, in the block or the decorated function."""
    token = _words.set(words)
    try:
        yield
    finally:
        _words.reset(token)


def element_name(name: str) -> str:
    """The caller's word for an element of version 3."""
    return _words.get({}).get(name, name)
