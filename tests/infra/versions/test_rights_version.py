"""The version of what people may do in others' mailboxes changes when a consent does, for all processes."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from infra.versions import register_version, rights_version
from infra.versions.version_file import NONE


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.PKI_DIR = tmp_path / "not made yet"


def test_before_the_first_change_there_is_a_version_too() -> None:
    assert rights_version.current() == rights_version.current() == NONE


def test_each_change_gives_a_version_that_was_never_there() -> None:
    seen = {rights_version.current()}
    for _ in range(20):
        rights_version.advance()
        seen.add(rights_version.current())

    assert len(seen) == 21


def test_without_a_change_the_version_stays() -> None:
    rights_version.advance()

    assert rights_version.current() == rights_version.current() != NONE


def test_a_change_in_the_register_of_actors_changes_no_rights() -> None:
    rights_version.advance()
    before = rights_version.current()

    register_version.advance()

    assert rights_version.current() == before
