"""A pytest plugin: how the tests are divided among several processes, so that all end at about the same time."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import pytest

SHARING: Final = ("tests/end_to_end/", "tests/infra/supervisor/", "tests/kit/")
"""Folders in which many files use one simulator. It is started once, and stops after the last of them."""


def unit_of(nodeid: str) -> str:
    """The file, or the folder, in which the test's process does all tests."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in SHARING if file.startswith(folder)), file)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what may take long: begun last, it would keep one core busy and the other idle."""
    allowed: dict[str, float] = {}
    for item in items:
        unit = unit_of(item.nodeid)
        allowed[unit] = max(allowed.get(unit, 0), _own_timeout(item))
    sizes = Counter(unit_of(item.nodeid) for item in items)
    # Files keep their tests in order and together, since a sort leaves equals as they are.
    places = {unit: (-allowed[unit], -sizes[unit], unit) for unit in sizes}
    items.sort(key=lambda item: places[unit_of(item.nodeid)])


def _own_timeout(item: pytest.Item) -> float:
    """Seconds that the test may take where it says so itself."""
    marker = item.get_closest_marker("timeout")
    return float(marker.args[0]) if marker else 0


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each process whole units, in this order."""
    from xdist.scheduler import LoadScopeScheduling

    class Units(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
        def _split_scope(self, nodeid: str) -> str:
            return unit_of(nodeid)

        def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
            super().mark_test_complete(node, item_index, duration)
            # All that is assigned is counted after each test: forget what is done.
            units = self.assigned_work[node]
            for unit in [unit for unit, tests in units.items() if all(tests.values())]:
                del units[unit]

    return Units(config, log)
