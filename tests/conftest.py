"""What every test may lean on: the oracles of ../shared, and the fixed cast."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from django.conf import settings
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from infra import clock
from infra.pki import store
from infra.pki.store import Identity
from mailbox_operator.soap import register_calls, service
from tests import cast, demo_world

pytest_plugins = ["tests.databases", "tests.division", "tests.ordered", "tests.relay"]

# An example that takes long says that the machine is busy, not that the program is wrong.
hypothesis_settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("suite")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the published contracts, vectors and lists. Never copied into this repository."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail("CI must have the oracles beside the checkout, in ../shared")
    pytest.skip("the oracles (../shared: contracts, vectors, test numbers) are not on this machine")


class PeerSocket:
    """Stands in for the TLS socket where a test goes straight to the WSGI application."""

    def __init__(self, chain: list[x509.Certificate]) -> None:
        self._chain = chain

    def peer_certificate_chain(self) -> list[x509.Certificate]:
        return self._chain


@pytest.fixture
def post(client: Client) -> cast.Post:
    """SOAP bytes in, SOAP bytes out, through the whole Django application, as the given identity."""

    def carry(path: str, body: bytes, identity: Identity | None) -> cast.Reply:
        # Django's test client leaves the content type out where there is no content.
        environ: dict[str, object] = {"CONTENT_TYPE": "text/xml; charset=utf-8"}
        if identity is not None:
            environ["gunicorn.socket"] = PeerSocket([identity.certificate, *identity.chain])
        answer = client.generic("POST", path, body, "text/xml; charset=utf-8", **environ)  # type: ignore[arg-type]  # headers are given by name
        return cast.Reply(answer.status_code, answer.content)

    return carry


@pytest.fixture
def pki() -> None:
    """The simulator's certificates."""
    store.ensure_identities(settings.PKI_DIR)


@pytest.fixture
def world(db: None) -> None:
    """The seeded world: people, companies, actors, operators and mailboxes."""
    demo_world.put_in_place()
    service.forget_endpoints()
    register_calls.forget_endpoints()


@pytest.fixture
def kommun_a(world: None, post: cast.Post) -> cast.Sender:
    return cast.sender("kommun-a", "Kommun A", post)


@pytest.fixture
def kommun_b(world: None, post: cast.Post) -> cast.Sender:
    return cast.sender("kommun-b", "Kommun B", post)


@pytest.fixture(autouse=True)
def _texts_are_swedish() -> None:
    """A request in English leaves its language to what the same thread does next."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _files_are_rolled_back() -> Iterator[None]:
    """The simulator's clock is a file, and so is the note that there are rules to read from the database."""
    yield
    if clock.read_setting().is_moved:
        clock.move_clock(clock.RIGHT)
    for name in ("faults", "timing"):
        Path(settings.PKI_DIR, f"{name}.version").unlink(missing_ok=True)
