"""Reasons that were stored in both languages with a bar between become texts, and read as before."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sender.office.migrations import old_rows
from tests.servers import postgres_server

ROOT = Path(__file__).resolve().parents[4]
ROWS = "tests.sender.office.migrations.old_rows"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    environment = os.environ | {
        "MM_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "DJANGO_SETTINGS_MODULE": "infra.settings",
    }
    for name in ("TEST_DATABASE_URL", "DATABASE_URL"):
        environment.pop(name, None)
    if request.param == "sqlite":
        yield _migrate(environment)
        return
    with postgres_server() as postgres:
        yield _migrate(environment | {"DATABASE_URL": postgres.url})


def _migrate(environment: dict[str, str]) -> dict[str, Any]:
    """Make the database of the version before, with rows in it, and bring it to today's."""
    command = [sys.executable, "-m", ROWS]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_every_reason_reads_as_before(migrated: dict[str, Any]) -> None:
    assert migrated["reasons"][:4] == old_rows.REASONS
    assert migrated["reasons"][4] == old_rows.LONG


def test_the_languages_of_a_reason_are_separate(migrated: dict[str, Any]) -> None:
    assert migrated["first"] == {
        "sv": "- Mina meddelanden: mottagaren är avliden",
        "en": "- Mina meddelanden: the recipient has died",
    }


def test_no_reply_is_left_out_where_there_are_many(migrated: dict[str, Any]) -> None:
    assert migrated["reasons"][5:] == old_rows.REASONS[:1] * old_rows.COUNT


def test_what_a_person_reads_and_the_state_stay(migrated: dict[str, Any]) -> None:
    assert migrated["texts"] == ["Brevet kom inte fram."]
    assert migrated["states"] == ["due"]
