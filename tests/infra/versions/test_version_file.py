"""A change is seen by all processes, and two in a row are two."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from infra.versions.version_file import NONE, VersionFile


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(PKI_DIR=tmp_path / "pki"):
        yield


def test_a_thing_that_never_changed_has_no_version(folder: None) -> None:
    assert VersionFile("things").current() == NONE


def test_each_change_gives_another_version(folder: None) -> None:
    things, seen = VersionFile("things"), set()

    for _ in range(20):
        things.advance()
        seen.add(things.current())

    assert len(seen) == 20


def test_two_things_change_by_themselves(folder: None) -> None:
    things, others = VersionFile("things"), VersionFile("others")
    others.advance()
    before = others.current()

    things.advance()

    assert others.current() == before


def test_a_folder_that_was_taken_away_is_made_again(tmp_path: Path, folder: None) -> None:
    things = VersionFile("things")
    things.advance()
    shutil.rmtree(tmp_path / "pki")
    assert things.current() == NONE

    things.advance()

    assert things.current() != NONE
