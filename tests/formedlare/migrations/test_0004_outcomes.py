"""What the version before told in sentences becomes columns, and every text stays what it was."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.formedlare.migrations import old_rows
from tests.servers import postgres_server

ROOT = Path(__file__).resolve().parents[3]


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
    command = [sys.executable, "-m", "tests.formedlare.migrations.old_rows"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_each_event_has_the_outcome_that_its_sentence_told(migrated: dict[str, Any]) -> None:
    assert [event[1] for event in migrated["events"]] == [
        *("", "", "no_connection", "no_answer", "unusable_answer", "system_fault", "held_back"),
        *("lookup_failed", "channel_away", "postponed", "internal_error"),
        *("not_delivered", "refused", "accepted", "", "delivered", "delivered"),
    ]


def test_operator_and_address_are_told_apart(migrated: dict[str, Any]) -> None:
    places = {(event[2], event[3]) for event in migrated["events"]}

    assert places == {
        ("kivra.com", old_rows.ADDRESS),
        ("kivra.com", ""),
        ("FaR", ""),
        ("", "t***@example.org"),
        ("", ""),
    }


def test_every_text_reads_as_before(migrated: dict[str, Any]) -> None:
    assert [event[4] for event in migrated["events"]] == [words for _, _, _, words, _, _ in old_rows.EVENTS]
    assert migrated["reason"] == old_rows.PAUSED
    assert migrated["warnings"] == old_rows.WARNINGS
    assert migrated["lanes"] == {"kivra.com": "nere | down", "sms": ""}


def test_the_latest_problem_of_a_leg_that_is_held_back_stands_alone(migrated: dict[str, Any]) -> None:
    assert migrated["problem"] == (
        "operatören svarar inte: nere | the operator does not answer: down"
    )


def test_a_channel_that_was_passed_over_has_a_code_beside_its_reason(migrated: dict[str, Any]) -> None:
    first, second = old_rows.PASSED_OVER

    assert migrated["passed_over"] == [
        ["mina_meddelanden", "no_mailbox", first["reason"]],
        ["email", "refused", second["reason"]],
    ]
