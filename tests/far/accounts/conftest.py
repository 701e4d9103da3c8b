"""The seeded operators, as they call the register."""

import pytest

from tests.cast import Post
from tests.far.accounts.cast import DIGIMAIL, KIVRA, MMP, Operator


@pytest.fixture
def mmp(world: None, post: Post) -> Operator:
    return Operator(MMP, post)


@pytest.fixture
def kivra(world: None, post: Post) -> Operator:
    return Operator(KIVRA, post)


@pytest.fixture
def digimail(world: None, post: Post) -> Operator:
    return Operator(DIGIMAIL, post)
