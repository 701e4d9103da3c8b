"""The mailbox operators, for the tests of the register."""

import pytest

from tests.cast import Post
from tests.far.consents.operators import Operator


@pytest.fixture
def mmp(world: None, post: Post) -> Operator:
    return Operator.named("minmyndighetspost.se", post)


@pytest.fixture
def kivra(world: None, post: Post) -> Operator:
    return Operator.named("kivra.com", post)


@pytest.fixture
def digimail(world: None, post: Post) -> Operator:
    return Operator.named("digimail.se", post)
