"""Operators whose answers the test decides."""

from tests.far.callbacks.conftest import play

__all__ = ["play"]
