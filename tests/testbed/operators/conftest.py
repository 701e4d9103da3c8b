"""Operators on demand need a run's fixtures."""

from tests.testbed.runs.conftest import make_run

__all__ = ["make_run"]
