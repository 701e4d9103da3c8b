"""The seeded operators, as they call the register."""

from datetime import timedelta
from typing import Protocol

import pytest

from infra import clock
from tests.cast import Post
from tests.far.accounts.cast import DIGIMAIL, KIVRA, MMP, Operator


class Later(Protocol):
    """Sets the simulator's clock forward."""

    def __call__(self, **by: float) -> None: ...


@pytest.fixture
def mmp(world: None, post: Post) -> Operator:
    return Operator(MMP, post)


@pytest.fixture
def kivra(world: None, post: Post) -> Operator:
    return Operator(KIVRA, post)


@pytest.fixture
def digimail(world: None, post: Post) -> Operator:
    return Operator(DIGIMAIL, post)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Sets the simulator's clock forward by so much."""

    def move(**by: float) -> None:
        moment = clock.now() + timedelta(**by)
        monkeypatch.setattr("infra.clock.now", lambda: moment)

    return move
