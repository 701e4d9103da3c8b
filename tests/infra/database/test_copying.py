"""Rows that are streamed into PostgreSQL are those that were given, all of them or none."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from far.models import Account, ServiceSupplier
from infra.database.copying import copy_rows

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no COPY"),
]
COLUMNS = ("recipient", "type", "pending", "pending_until", "supplier_id", "registered_at")
MOMENT = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)


@pytest.fixture
def supplier() -> ServiceSupplier:
    return ServiceSupplier.objects.create(
        organisation="162021009002", name="post.example", service_path="Service/v3"
    )


def row(number: str, supplier: ServiceSupplier, kind: str = "Secure") -> tuple[object, ...]:
    return number, kind, False, None, supplier.pk, MOMENT


def test_they_are_read_as_they_were_given(supplier: ServiceSupplier) -> None:
    numbers = [f"16556999{place:04}" for place in range(1_200)]

    copy_rows("far_account", COLUMNS, [row(number, supplier) for number in numbers])

    stored = Account.objects.order_by("recipient").values_list(*COLUMNS)
    assert list(stored) == [row(number, supplier) for number in numbers]


@pytest.mark.parametrize("name", ["a\tb", "a\nb", "a\\.", "\\N", "å “ä” ö", "", '"a",b'])
def test_texts_keep_every_sign(name: str) -> None:
    columns = ("organisation", "name", "service_path", "ui_path", "title", "public_senders_only", "suspended")

    copy_rows("far_servicesupplier", columns, [("162021009002", "post.example", name, "", name, False, False)])

    assert ServiceSupplier.objects.values_list("service_path", "title").get() == (name, name)


def test_one_that_the_table_does_not_take_stops_all(supplier: ServiceSupplier) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows("far_account", COLUMNS, [row("165569999047", supplier), row("165569999047", supplier)])
    with pytest.raises(DatabaseError), transaction.atomic():
        copy_rows("far_account", COLUMNS, [row("165569999047", supplier), row("165569999054", supplier, "x" * 99)])

    assert not Account.objects.exists()


def test_no_rows_are_no_rows(supplier: ServiceSupplier) -> None:
    copy_rows("far_account", COLUMNS, [])

    assert not Account.objects.exists()
