"""The seeded operators, and operators whose answers the test decides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from contracts import service_service
from contracts.codec import to_element
from far.callbacks.operator_calls import callback_address
from far.models import ServiceSupplier
from infra.soap import client
from infra.soap.messages import envelope, faults
from infra.soap.messages.parser import parse_envelope
from tests.cast import Post
from tests.far.accounts.cast import KIVRA, MMP, Operator


@pytest.fixture
def mmp(world: None, post: Post) -> Operator:
    return Operator(MMP, post)


@pytest.fixture
def kivra(world: None, post: Post) -> Operator:
    return Operator(KIVRA, post)


def supplier(name: str) -> ServiceSupplier:
    return ServiceSupplier.objects.get(name=name)


@dataclass
class PlayedOperator:
    """Takes the register's calls; answers with what the test wants."""

    problem: Exception | None = None
    fault: faults.Fault | None = None
    calls: list[tuple[str, list[str]]] = field(default_factory=list)
    """What it was told: the type, and the numbers."""

    def post(self, address: str, body: bytes) -> bytes:
        assert address.endswith("/Service"), "version 1, which has no version in its address"
        if self.problem:
            raise self.problem
        element = parse_envelope(body).body
        kind, *numbers = [part.text or "" for part in element]
        self.calls.append((kind, numbers))
        if self.fault:
            return envelope.wrap_element(faults.to_element(self.fault))
        return envelope.wrap_element(to_element(service_service.FlagRemovedAccountsResponse()))


Play = Callable[[str], PlayedOperator]


@pytest.fixture
def play(world: None) -> Iterator[Play]:
    """Puts a played operator in the place of a seeded one."""
    addresses: list[str] = []

    def put(name: str) -> PlayedOperator:
        addresses.append(callback_address(supplier(name)))
        operator = PlayedOperator()
        client.transports[addresses[-1]] = operator
        return operator

    yield put
    for address in addresses:
        client.transports.pop(address, None)
