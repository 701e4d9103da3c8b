"""A pytest plugin: a test in a browser that fails is run once more; no other test is ever repeated.

The browser is a program of its own beside the tests, and on a busy machine a step may wait for longer than it is
given. The summary names each test that needed its second attempt ("RERUN"): mend it all the same.
"""

import pytest

HANGS = "from pytest-timeout"
"""Part of the failure of a test that took too long. Its timer has gone off: a second attempt would have none."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, rerun_except=HANGS))
