"""A company whose registration waits for its second signature."""

import pytest

from tests.far.accounts.cast import (
    FJALLBACK,
    LENA,
    Operator,
    without_account,
)


@pytest.fixture
def waiting(kivra: Operator) -> Operator:
    """Kivra, with whom Lena has signed for Fjällbäck, for which two must sign."""
    without_account(FJALLBACK)
    assert kivra.register(FJALLBACK, LENA).status == 200
    return kivra
