"""One whole simulator, and organisations that call it over mutual TLS as they would call the real thing."""

from collections.abc import Iterator

import pytest
import requests

from infra.pki import store
from infra.pki.store import Identity
from tests import cast
from tests.end_to_end.wire import Post, Store
from tests.infra.supervisor.simulator import Simulator, running_simulator


@pytest.fixture(scope="package")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with running_simulator(
        tmp_path_factory.mktemp("end-to-end"), MM_ANNOUNCEMENT_SWEEP_SECONDS="1", MM_SLOW_CLIENT_SECONDS="2"
    ) as simulator:
        yield simulator


@pytest.fixture
def post(simulator: Simulator) -> Post:
    return Post(simulator)


@pytest.fixture
def kept(simulator: Simulator) -> Store:
    """What lies in the simulator's mailboxes."""
    return Store(simulator.folder / "simulator.sqlite3")


@pytest.fixture
def kommun_a(simulator: Simulator, post: Post) -> cast.Sender:
    return cast.Sender(identity(simulator, "kommun-a"), "Kommun A", post)


def identity(simulator: Simulator, name: str) -> Identity:
    return store.read_identity(simulator.folder / "pki" / "clients" / name)


@pytest.fixture
def session(simulator: Simulator, kommun_a: cast.Sender) -> Iterator[requests.Session]:
    with requests.Session() as session:
        # Else REQUESTS_CA_BUNDLE, where it is set, would be trusted in place of the simulator's authority.
        session.trust_env = False
        session.verify = str(simulator.folder / "pki" / "ca.pem")
        folder = kommun_a.identity.folder
        session.cert = (f"{folder}/client.pem", f"{folder}/client.key")
        yield session
