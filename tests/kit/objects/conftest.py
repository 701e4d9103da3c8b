"""An interface that answers what a test says."""

from collections.abc import Iterator

import pytest
from minameddelanden.rest import Rest

from tests.kit.answering_server import Answering, answering_server


@pytest.fixture(scope="module")
def server() -> Iterator[Answering]:
    with answering_server() as found:
        yield found


@pytest.fixture
def rest(server: Answering) -> Rest:
    server.asked.clear()
    server.will()
    return Rest(server.url)
