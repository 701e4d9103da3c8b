"""A folder of certificates of the test's own: a few of these tests revoke what is in it."""

import shutil
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from infra.pki import personal


@pytest.fixture(scope="session")
def made_authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: keys take a while."""
    folder = tmp_path_factory.mktemp("personal")
    personal.ensure_authority(folder)
    return folder


@pytest.fixture
def pki(made_authority: Path, tmp_path: Path, settings: Settings, db: None) -> Path:
    """A copy that the settings name."""
    folder = tmp_path / "pki"
    shutil.copytree(made_authority, folder)
    settings.PKI_DIR = folder
    return folder
