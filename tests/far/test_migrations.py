"""Data of earlier versions of the register."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("far", "0010_requests")], [("far", "0011_pending_accounts_wait")]
DAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def migrated_to(state: list[tuple[str, str]]) -> Any:
    MigrationExecutor(connection).migrate(state)
    return MigrationExecutor(connection).loader.project_state(state).apps


@pytest.mark.django_db(transaction=True)
def test_an_account_that_was_pending_waits_for_its_holder_s_signature() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("far")
    try:
        before = migrated_to(BEFORE)
        supplier = before.get_model("far", "ServiceSupplier").objects.create(
            organisation="165569999013", name="brev.example", service_path="Service/v3"
        )
        accounts = before.get_model("far", "Account").objects
        accounts.create(recipient="197901012380", supplier=supplier, registered_at=DAY, pending=True)
        accounts.create(recipient="192705178354", supplier=supplier, registered_at=DAY)

        request = migrated_to(AFTER).get_model("far", "PendingRequest").objects.get()

        assert (request.account_id, request.kind) == ("197901012380", "Create")
        assert (request.supplier_id, request.operator_id, request.begun_at) == (supplier.pk, supplier.pk, DAY)
        assert request.expires_at is None
    finally:
        migrated_to(latest)
