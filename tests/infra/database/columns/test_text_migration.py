"""Stored strings with both languages become JSON, and can be turned back."""

import importlib
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from infra.texts import EMPTY, Text

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [("carrier", "0001_carried"), ("mailbox_operator", "0004_shown_html")]
AFTER = [("carrier", "0002_outbox_message"), ("mailbox_operator", "0005_texts_in_both_languages")]
Migrate = Callable[[list[tuple[str, str]]], object]


@pytest.fixture
def migrate() -> Iterator[Migrate]:
    def to(targets: list[tuple[str, str]]) -> object:
        executor = MigrationExecutor(connection)
        executor.migrate(targets)
        return executor.loader.project_state(targets).apps

    yield to
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def carried(apps: object, key: str, last_error: str) -> None:
    model = apps.get_model("carrier", "Carried")  # type: ignore[attr-defined]  # the state of migrations has no types
    model.objects.create(
        key=key,
        channel="email",
        address="anna@example.org",
        text="Hej",
        due_at=timezone.now(),
        recipient="192705178354",
        trace="0" * 32,
        last_error=last_error,
    )


def test_errors_of_messages_that_were_stored_before_are_read_as_texts(migrate: Migrate) -> None:
    old = migrate(BEFORE)
    carried(old, "both", "Servern svarade 451 | The server answered 451")
    carried(old, "none", "")

    migrate(AFTER)

    message = importlib.import_module("infra.outbox.models").OutboxMessage
    assert message.objects.get(key="both").last_error == Text("Servern svarade 451", "The server answered 451")
    assert message.objects.get(key="none").last_error == EMPTY


def test_the_table_keeps_its_name_and_its_rows_when_the_step_is_taken_back(migrate: Migrate) -> None:
    carried(migrate(BEFORE), "both", "Svenska | English")

    migrate(AFTER)
    old = migrate(BEFORE)

    model = old.get_model("carrier", "Carried")  # type: ignore[attr-defined]  # the state of migrations has no types
    assert model._meta.db_table == "carrier_carried"
    assert model.objects.get().last_error == "Svenska | English"


def test_warnings_of_deliveries_become_lists_of_texts(migrate: Migrate) -> None:
    old = migrate(BEFORE)
    operator = old.get_model("mailbox_operator", "Operator").objects.create(  # type: ignore[attr-defined]  # the state of migrations has no types
        name="brev.example", display_name="Brev", organisation="162021006883"
    )
    delivery = old.get_model("mailbox_operator", "Delivery")  # type: ignore[attr-defined]  # the state of migrations has no types
    for digest, warnings in (("a", ["Ett | One", "Lika"]), ("b", [])):
        delivery.objects.create(
            operator=operator,
            signed_digest=digest,
            sender="162021004748",
            dispatcher="162021004748",
            warnings=warnings,
            received_at=timezone.now(),
            sealed_xml=b"",
        )

    new = migrate(AFTER)

    stored = new.get_model("mailbox_operator", "Delivery").objects.order_by("signed_digest")  # type: ignore[attr-defined]  # the state of migrations has no types
    assert [each.warnings for each in stored] == [[Text("Ett", "One"), Text.same("Lika")], []]
