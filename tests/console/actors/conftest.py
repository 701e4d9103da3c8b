"""The console's pages of actors, with certificates that a test may add to."""

import shutil
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from infra.pki import store


@pytest.fixture(scope="session")
def made_pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pki")
    store.ensure_identities(folder)
    return folder


@pytest.fixture
def pki(world: None, made_pki: Path, tmp_path: Path, settings: Settings) -> Path:
    settings.PKI_DIR = folder = tmp_path / "pki"
    shutil.copytree(made_pki, folder)
    return folder
