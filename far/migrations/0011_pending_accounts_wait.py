"""Accounts that were pending before there were requests get one, which waits until somebody signs or withdraws it."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROWS_AT_ONCE = 1_000


def give_requests(apps: Any, _editor: BaseDatabaseSchemaEditor) -> None:
    accounts, requests = apps.get_model("far", "Account"), apps.get_model("far", "PendingRequest")
    pending = accounts.objects.filter(pending=True, pending_requests=None)
    while rows := list(pending.order_by("recipient")[:ROWS_AT_ONCE]):
        requests.objects.bulk_create(
            requests(
                account=account,
                kind="Create",
                operator_id=account.supplier_id,
                supplier_id=account.supplier_id,
                begun_at=account.registered_at,
            )
            for account in rows
        )


class Migration(migrations.Migration):
    dependencies = [("far", "0010_requests")]
    operations = [migrations.RunPython(give_requests, migrations.RunPython.noop)]
