"""SQL that is written once says what the ORM's says."""

from datetime import UTC, datetime

import pytest

from far.models import Account, ServiceSupplier
from infra.database.prepared_sql import Rows, insert, update

pytestmark = pytest.mark.django_db
COLUMNS = ["recipient", "type", "pending", "supplier", "registered_at"]
NUMBERS = ["165569999047", "165569999054"]


@pytest.fixture
def supplier() -> ServiceSupplier:
    found = ServiceSupplier(organisation="162021009002", name="post.example", service_path="Service/v3")
    insert(found)
    return found


@pytest.fixture(autouse=True)
def accounts(supplier: ServiceSupplier) -> None:
    for number in NUMBERS:
        moment = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
        Account.objects.create(recipient=number, supplier=supplier, registered_at=moment)


def test_what_is_inserted_is_what_the_orm_reads(supplier: ServiceSupplier) -> None:
    read = ServiceSupplier.objects.get(name="post.example")
    assert read == supplier
    assert (read.organisation, read.service_path, read.ui_path, read.suspended) == (
        "162021009002",
        "Service/v3",
        "",
        False,
    )


@pytest.mark.parametrize("wanted", [NUMBERS, set(NUMBERS), NUMBERS[:1], NUMBERS[0], ["160000000000"], []])
def test_rows_are_those_of_the_orm(wanted: object) -> None:
    several = wanted if isinstance(wanted, list | set) else [wanted]
    found = Rows(Account, COLUMNS, where=["recipient"]).find(wanted)
    assert sorted(found) == sorted(Account.objects.filter(recipient__in=several).values_list(*COLUMNS))


@pytest.mark.parametrize("wanted", [NUMBERS, set(NUMBERS), NUMBERS[:1], NUMBERS[0], ["160000000000"], []])
def test_an_update_changes_the_rows_that_the_orm_would_and_counts_them(wanted: object) -> None:
    several = wanted if isinstance(wanted, list | set) else [wanted]
    moment = datetime(2026, 5, 6, tzinfo=UTC)

    changed = update(Account, {"pending": True, "registered_at": moment}, recipient=wanted, pending=False)

    pending = Account.objects.filter(pending=True, registered_at=moment)
    assert changed == pending.count() == Account.objects.filter(recipient__in=several).count()
    assert {row.recipient for row in pending} <= set(several)
