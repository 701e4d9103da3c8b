"""What every test may lean on: the oracles of ../shared, and the fixed cast."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the published contracts, vectors and lists. Never copied into this repository."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail("CI must have the oracles beside the checkout, in ../shared")
    pytest.skip("the oracles (../shared: contracts, vectors, test numbers) are not on this machine")
