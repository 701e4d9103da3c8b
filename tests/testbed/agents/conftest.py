"""The protocol's library runs an event loop of its own in the thread that answers."""

from asyncio.events import _get_running_loop, _set_running_loop
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_other_loop() -> Iterator[None]:
    """A browser that tests of the same process began leaves its loop in this thread, as no server does."""
    running = _get_running_loop()
    _set_running_loop(None)
    yield
    _set_running_loop(running)
