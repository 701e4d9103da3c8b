from collections.abc import Iterator

import pytest

from far.supervision.call_log import call_log


@pytest.fixture(autouse=True)
def _calls_of_this_test_alone() -> Iterator[None]:
    call_log.discard()
    yield
    call_log.discard()
