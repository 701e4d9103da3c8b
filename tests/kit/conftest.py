"""One whole simulator for the kit, which reaches it as any other program does."""

from collections.abc import Iterator

import pytest

from tests.infra.supervisor.simulator import Simulator as Started
from tests.infra.supervisor.simulator import running_simulator


@pytest.fixture(scope="package")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    folder = tmp_path_factory.mktemp("kit")
    with running_simulator(folder, MM_WEBHOOK_ALLOWED="127.0.0.0/8", MM_ANNOUNCEMENT_SWEEP_SECONDS="1") as started:
        yield started


@pytest.fixture(scope="package")
def url(started: Started) -> str:
    return f"http://localhost:{started.web_port}"
