"""Waiting for a condition: the only place in the tests that lets time pass."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def eventually(look: Callable[[], Found], within: float = 10.0, saying: str = "") -> Found:
    """Look again and again until what is found is true, and return it; fail after `within` seconds."""
    ends = time.monotonic() + within
    while not (found := look()):
        if time.monotonic() > ends:
            raise AssertionError(f"Not within {within:g} seconds: {saying or look}. Last seen: {found!r}")
        time.sleep(0.02)
    return found
