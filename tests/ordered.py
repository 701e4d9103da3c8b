"""A pytest plugin: refuses what would give two processes of a run their tests in different orders."""

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Refuse a set of values: its order changes with the hash seed, and xdist then stops before the first test."""
    for mark in metafunc.definition.iter_markers("parametrize"):
        values = mark.args[1] if len(mark.args) > 1 else mark.kwargs.get("argvalues")
        if isinstance(values, set | frozenset):
            raise pytest.UsageError(
                f"{metafunc.definition.nodeid} takes its values from a set, which has no order. "
                "Use a list or sorted()."
            )
