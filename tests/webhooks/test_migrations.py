"""A database of the version before keeps its problems, in both languages, and the other way round."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from infra import clock
from infra.texts import EMPTY, Text
from webhooks.events import retention
from webhooks.models import Attempt, Result, Subscription

APP = "formedlare_webhooks"
BEFORE, AFTER = (APP, "0001_initial"), (APP, "0005_label")
STORED = [
    (204, "", Result.RECEIVED, EMPTY),
    (404, "nej | no", Result.REFUSED, Text("nej", "no")),
    (302, "åt sidan | aside", Result.REFUSED, Text("åt sidan", "aside")),
    (503, "senare | later", Result.UNAVAILABLE, Text("senare", "later")),
    (429, "långsammare | slower", Result.UNAVAILABLE, Text("långsammare", "slower")),
    (None, "connection refused", Result.UNAVAILABLE, Text.same("connection refused")),
    (
        None,
        "gavs upp efter ett dygn; kan sändas om | given up after a day; can be replayed",
        Result.GIVEN_UP,
        retention.GIVEN_UP,
    ),
]
"""Status and error as the version before stored them, result and error as they are now."""


def _migrate(to: tuple[str, str]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate([to])
    return MigrationExecutor(connection).loader.project_state([to]).apps


@pytest.mark.django_db(transaction=True)
def test_problems_that_were_stored_as_one_string_are_kept_in_both_languages() -> None:
    try:
        apps, now = _migrate(BEFORE), clock.now()
        made = apps.get_model(APP, "Subscription").objects.create(
            url="https://x.example/", secret="s" * 16, events=[], created_at=now, last_problem="nej | no"
        )
        event = apps.get_model(APP, "OutboxEvent").objects.create(
            subscription=made, type="failed", body="{}", created_at=now, due_at=now, give_up_at=now
        )
        for status, error, _, _ in STORED:
            apps.get_model(APP, "Attempt").objects.create(
                event=event, at=now, status=status, error=error, duration_ms=1
            )

        _migrate(AFTER)
        assert Subscription.objects.get().last_problem == Text("nej", "no")
        attempts = Attempt.objects.order_by("pk")
        assert [(attempt.result, attempt.error) for attempt in attempts] == [
            (result, error) for _, _, result, error in STORED
        ]

        rows = _migrate(BEFORE).get_model(APP, "Attempt").objects.order_by("pk")
        assert list(rows.values_list("error", flat=True)) == [error for _, error, _, _ in STORED]
    finally:
        _migrate(AFTER)
