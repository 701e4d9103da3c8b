"""The exchanges that the edges report while a test runs."""

from collections.abc import Iterator

import pytest

from infra.hooks import exchanges
from infra.hooks.exchanges import Exchange


@pytest.fixture
def reported() -> Iterator[list[Exchange]]:
    """What a listener hears, in order."""
    kept: list[Exchange] = []
    listener = kept.append
    exchanges.add_listener(listener)
    yield kept
    exchanges.remove_listener(listener)
