"""A simulator with the time limits for slow callers that a user gets."""

from collections.abc import Iterator

import pytest

from tests.infra.supervisor.simulator import Simulator, running_simulator


@pytest.fixture(scope="package")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """A simulator that waits for slow callers as long as it does by default."""
    with running_simulator(tmp_path_factory.mktemp("patient")) as simulator:
        yield simulator
