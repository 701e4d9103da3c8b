"""A database of the version before keeps its problems, in both languages, and the other way round."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from infra import clock
from infra.texts import EMPTY, Text
from webhooks.models import Attempt, Subscription

APP = "formedlare_webhooks"
BEFORE, AFTER = (APP, "0001_initial"), (APP, "0003_problems_in_both_languages")
STORED = ["", "nej | no", "connection refused", "gavs upp efter ett dygn; kan sändas om | given up after a day"]


def _migrate(to: tuple[str, str]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate([to])
    return MigrationExecutor(connection).loader.project_state([to]).apps


@pytest.mark.django_db(transaction=True)
def test_problems_that_were_stored_as_one_string_are_kept_in_both_languages() -> None:
    try:
        apps, now = _migrate(BEFORE), clock.now()
        made = apps.get_model(APP, "Subscription").objects.create(
            url="https://x.example/", secret="s" * 16, events=[], created_at=now, last_problem=STORED[1]
        )
        event = apps.get_model(APP, "OutboxEvent").objects.create(
            subscription=made, type="failed", body="{}", created_at=now, due_at=now, give_up_at=now
        )
        for stored in STORED:
            apps.get_model(APP, "Attempt").objects.create(event=event, at=now, error=stored, duration_ms=1)

        _migrate(AFTER)
        assert Subscription.objects.get().last_problem == Text("nej", "no")
        assert [attempt.error for attempt in Attempt.objects.order_by("pk")] == [
            EMPTY,
            Text("nej", "no"),
            Text.same("connection refused"),
            Text("gavs upp efter ett dygn; kan sändas om", "given up after a day"),
        ]

        attempts = _migrate(BEFORE).get_model(APP, "Attempt").objects.order_by("pk")
        assert list(attempts.values_list("error", flat=True)) == STORED
    finally:
        _migrate(AFTER)
