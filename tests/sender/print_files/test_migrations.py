"""What versions before have stored is read after the migration: both languages, each by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from infra import clock
from infra.texts import EMPTY, Text
from sender.print_files.models import BatchFile, BatchLine

BEFORE = [("formedlare_batch", "0001_initial")]
AFTER = [("formedlare_batch", "0002_texts_as_json")]
STORED = {
    "": EMPTY,
    "fattas | is missing": Text("fattas", "is missing"),
    "ett | one | två": Text("ett", "one | två"),
    "Only one language": Text.same("Only one language"),
    'med "citat" och å\n': Text.same('med "citat" och å\n'),
}


def migrated_to(state: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(state)
    return MigrationExecutor(connection).loader.project_state(state).apps


@pytest.mark.django_db(transaction=True)
def test_reasons_and_remarks_of_the_version_before_are_texts() -> None:
    try:
        old = migrated_to(BEFORE)
        file = old.get_model("formedlare_batch", "BatchFile").objects.create(
            sender="162021004748",
            signer="kommun-a",
            name="brev.zip",
            sha256="0" * 64,
            size=1,
            reason="väntar | waits",
            remarks=["lästes som UTF-16 | was read as UTF-16", "Only one language"],
            trace="0" * 32,
            created_at=clock.now(),
        )
        for number, reason in enumerate(STORED, start=1):
            old.get_model("formedlare_batch", "BatchLine").objects.create(
                file=file, number=number, reason=reason, at=clock.now()
            )
    finally:
        migrated_to(AFTER)

    kept = BatchFile.objects.get()
    assert kept.reason == Text("väntar", "waits")
    assert kept.remarks == [Text("lästes som UTF-16", "was read as UTF-16"), Text.same("Only one language")]
    assert [line.reason for line in BatchLine.objects.order_by("number")] == list(STORED.values())
