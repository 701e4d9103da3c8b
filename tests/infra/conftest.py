"""A folder of certificates that the tests of a module may read, and one that a test may change."""

import shutil
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from infra.pki import store


@pytest.fixture(scope="session")
def made_pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: keys take a while. Never changed."""
    folder = tmp_path_factory.mktemp("pki")
    store.ensure_identities(folder)
    return folder


@pytest.fixture
def own_pki(made_pki: Path, tmp_path: Path, settings: Settings) -> Path:
    """A copy of it that the settings name, and that the test may change."""
    folder = tmp_path / "pki"
    shutil.copytree(made_pki, folder)
    settings.PKI_DIR = folder
    return folder
