from collections.abc import Iterator

import pytest

from tests.infra.supervisor.simulator import Simulator, running_simulator


@pytest.fixture(scope="package")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """A simulator that the tests of this folder share; callers are slow after a second."""
    with running_simulator(tmp_path_factory.mktemp("simulator"), MM_SLOW_CLIENT_SECONDS="1") as simulator:
        yield simulator
