"""The version of the register's actors: every process sees a change, and none is taken for another."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from infra.versions import register_version


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.PKI_DIR = folder = tmp_path / "pki"
    return folder


def test_before_the_first_change_there_is_no_version() -> None:
    assert register_version.current() == register_version.NONE


def test_without_a_change_the_version_stays() -> None:
    register_version.advance()

    assert register_version.current() == register_version.current() != register_version.NONE


def test_changes_in_quick_succession_are_all_different() -> None:
    """The kernel's own stamps would be the same for some milliseconds."""
    versions = []
    for _ in range(50):
        register_version.advance()
        versions.append(register_version.current())

    assert len(set(versions)) == 50


def test_a_change_in_another_process_is_seen(folder: Path) -> None:
    register_version.advance()
    before = register_version.current()
    program = f"import os; os.utime({str(folder / 'actors.version')!r}, ns=(1, 1))"

    subprocess.run([sys.executable, "-c", program], check=True)

    assert register_version.current() != before


def test_a_folder_that_is_gone_stops_nobody(folder: Path) -> None:
    register_version.advance()
    (folder / "actors.version").unlink()
    folder.rmdir()

    assert register_version.current() == register_version.NONE
    register_version.advance()
    assert register_version.current() != register_version.NONE
