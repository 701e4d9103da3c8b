"""Moments come from the database as the ORM promises them: aware, in UTC, to the microsecond."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import BaseTzLoader

from far.models import Account, ServiceSupplier

pytestmark = pytest.mark.django_db
SWEDISH = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
        datetime(2026, 7, 2, 3, 4, 5, tzinfo=SWEDISH),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
)
def test_a_moment_is_read_as_it_was_written_with_the_time_zone_utc(moment: datetime) -> None:
    supplier = ServiceSupplier.objects.create(organisation="162021009002", name="post.example")
    Account.objects.create(recipient="165569999047", supplier=supplier, registered_at=moment)

    read = Account.objects.get(recipient="165569999047").registered_at

    assert read == moment
    assert read.tzinfo is UTC


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's driver alone has them")
def test_every_connection_reads_moments_without_the_class_of_django() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        adapters = cursor.connection.adapters

    loader = adapters.get_loader(adapters.types["timestamptz"].oid, 0)

    assert not issubclass(loader, BaseTzLoader)
    assert loader(0).load(b"2026-01-02 03:04:05.5+00") == datetime(2026, 1, 2, 3, 4, 5, 500_000, tzinfo=UTC)
