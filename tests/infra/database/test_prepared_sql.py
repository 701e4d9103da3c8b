"""SQL that is written once says what the ORM's says."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext_lazy
from pytest_django import DjangoAssertNumQueries

from far.models import Account, CallCount, Sender, SenderChoice, ServiceSupplier
from infra.database.prepared_sql import (
    Objects,
    Rows,
    insert_all,
    insert_for_each,
    insert_if_new,
    insert_row,
    update_rows,
)
from infra.database.sql_statements import MANY, Beside, select_statement

pytestmark = pytest.mark.django_db
COLUMNS = ["recipient", "type", "pending", "supplier", "registered_at"]
NUMBERS = ["165569999047", "165569999054"]


@pytest.fixture
def supplier() -> ServiceSupplier:
    found = ServiceSupplier(organisation="162021009002", name="post.example", service_path="Service/v3")
    insert_row(found)
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


@pytest.mark.parametrize("many", [20, 21, 1_000])
def test_many_values_find_the_rows_of_the_orm(supplier: ServiceSupplier, many: int) -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
    numbers = [f"16556999{place:04}" for place in range(many)]
    same = {"supplier": supplier.pk, "type": "Secure", "pending": False, "registered_at": moment}
    insert_for_each(Account, "recipient", numbers[::2], **same)

    found = Rows(Account, COLUMNS, where=["recipient", "pending"]).find(set(numbers), False)

    assert sorted(found) == sorted(Account.objects.filter(recipient__in=numbers).values_list(*COLUMNS))
    assert len(found) == many // 2 + many % 2


def test_a_value_that_is_given_twice_finds_its_row_once() -> None:
    twice = [*NUMBERS, *(f"16556999{place:04}" for place in range(30)), *NUMBERS]

    assert len(Rows(Account, COLUMNS, where=["recipient"]).find(twice)) == len(NUMBERS)
    assert len(Rows(Account, COLUMNS, where=["pending", "recipient"]).find(False, twice)) == len(NUMBERS)


@pytest.fixture
def many_choices() -> Sender:
    """A sender that five thousand holders have made a choice about, of whom the statistics know one."""
    sender = Sender.objects.create(organisation="162021009003", name="A sender")
    numbers = [f"16556998{place:04}" for place in range(5_000)]
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    same = {"supplier": ServiceSupplier.objects.get().pk, "type": "Secure", "pending": False}
    insert_for_each(Account, "recipient", numbers, registered_at=moment, **same)
    SenderChoice.objects.create(account_id=NUMBERS[0], sender=sender, accepted=False, changed_at=moment)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE far_senderchoice")
    insert_for_each(SenderChoice, "account", numbers, sender=sender.pk, accepted=False, changed_at=moment)
    return sender


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans without statistics")
def test_old_statistics_do_not_make_postgresql_compare_every_row_with_every_value(many_choices: Sender) -> None:
    statement = select_statement(SenderChoice, ("accepted",), ("sender", "account"), (1, MANY), None)
    numbers = json.dumps([f"16556998{place:04}" for place in range(30)])

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}", [many_choices.pk, numbers])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert re.search(r"Index Cond: .*\(account_id\)::text = ", plan), plan


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans when a statement is prepared")
@pytest.mark.usefixtures("many_choices")
def test_no_plan_for_many_values_outlives_the_size_of_its_table() -> None:
    query = Rows(SenderChoice, ["accepted"], where=["sender", "account"])
    for _ in range(10):
        query.find(1, [str(number) for number in range(100)])
        update_rows(Account, {"pending": True}, recipient=[str(number) for number in range(100)])

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%json_array%'")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("signs", ['"', "\\", ",", "{}", "%s", "å\n", "NULL", "null", ""])
def test_many_texts_are_compared_sign_by_sign(supplier: ServiceSupplier, signs: str) -> None:
    others = [f"other {place}" for place in range(1_000)]
    ServiceSupplier.objects.filter(pk=supplier.pk).update(ui_path=signs)

    assert Rows(ServiceSupplier, ["pk"], where=["ui_path"]).find([*others, signs]) == [(supplier.pk,)]
    assert Rows(ServiceSupplier, ["pk"], where=["ui_path"]).find([*others, f"{signs} "]) == []


def test_a_value_that_is_longer_than_its_column_is_not_cut_to_match() -> None:
    too_long = [f"{NUMBERS[0]}{place}" for place in range(1_000)]

    assert Rows(Account, COLUMNS, where=["recipient"]).find(too_long) == []


def test_many_keys_find_and_change_the_rows_that_have_them(supplier: ServiceSupplier) -> None:
    keys = [*range(supplier.pk, supplier.pk + 500), 2**40]

    assert [row[0] for row in Rows(ServiceSupplier, ["name"], where=["pk"]).find(keys)] == ["post.example"]
    assert update_rows(Account, {"pending": True}, supplier=keys) == len(NUMBERS)
    assert update_rows(Account, {"pending": False}, supplier=[key + 1 for key in keys]) == 0


@pytest.mark.parametrize("wanted", [NUMBERS, NUMBERS[0], []])
def test_what_stands_beside_a_row_follows_its_columns(wanted: object) -> None:
    several = wanted if isinstance(wanted, list) else [wanted]
    moment = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
    one, other = (Sender.objects.create(organisation=f"16202100{n}", name=str(n)) for n in (9002, 9003))
    SenderChoice.objects.create(account_id=NUMBERS[0], sender=one, accepted=False, changed_at=moment)
    SenderChoice.objects.create(account_id=NUMBERS[1], sender=other, accepted=False, changed_at=moment)
    beside = Beside(SenderChoice, ("accepted", "changed_at"), refers_by="account", where=("sender",))

    found = Rows(Account, ["recipient", "pending"], where=["recipient"], beside=beside).find(one.pk, wanted)

    choices = {NUMBERS[0]: (False, moment)}
    assert sorted(found) == [(number, False, *choices.get(number, (None, None))) for number in sorted(several)]


@pytest.mark.parametrize("locked", [False, True])
def test_objects_are_those_of_the_orm_and_can_be_saved(supplier: ServiceSupplier, locked: bool) -> None:
    query = Objects(Account, where=["recipient"], locked=locked)

    with transaction.atomic():
        [found] = query.find(NUMBERS[0])
        assert found.__dict__.keys() == Account.objects.get(recipient=NUMBERS[0]).__dict__.keys()
        assert (found, found.supplier, found.is_new) == (
            Account.objects.get(recipient=NUMBERS[0]),
            supplier,
            False,
        )
        found.pending = True
        found.save()

    assert [account.pending for account in query.find(NUMBERS[0])] == [True]
    assert {account.recipient for account in query.find(NUMBERS)} == set(NUMBERS)
    assert query.find("160000000000") == []


@pytest.mark.parametrize("wanted", [NUMBERS, set(NUMBERS), NUMBERS[:1], NUMBERS[0], ["160000000000"], []])
def test_an_update_changes_the_rows_that_the_orm_would_and_counts_them(wanted: object) -> None:
    several = wanted if isinstance(wanted, list | set) else [wanted]
    moment = datetime(2026, 5, 6, tzinfo=UTC)

    changed = update_rows(Account, {"pending": True, "registered_at": moment}, recipient=wanted, pending=False)

    pending = Account.objects.filter(pending=True, registered_at=moment)
    assert changed == pending.count() == Account.objects.filter(recipient__in=several).count()
    assert {row.recipient for row in pending} <= set(several)


def test_many_objects_are_inserted_at_once_as_the_orm_reads_them(supplier: ServiceSupplier) -> None:
    moment = datetime(2026, 2, 3, 4, 5, 6, 7, tzinfo=UTC)
    numbers = [f"16556999{place:04}" for place in range(1_200)]

    insert_all([Account(recipient=number, supplier=supplier, registered_at=moment) for number in numbers])

    stored = Account.objects.filter(registered_at=moment)
    assert sorted(stored.values_list("recipient", flat=True)) == numbers
    assert set(stored.values_list("supplier", "type", "pending")) == {(supplier.pk, "Secure", False)}


def test_rows_that_are_there_stay_as_they_are_when_others_are_inserted_beside_them(
    supplier: ServiceSupplier,
) -> None:
    before = list(Account.objects.order_by("recipient").values())
    moment = datetime(2026, 2, 3, tzinfo=UTC)
    numbers = [*NUMBERS, "165569990001", "165569990001"]
    rows = [Account(recipient=number, supplier=supplier, registered_at=moment) for number in numbers]

    insert_all(rows, ignore_conflicts=True)

    assert list(Account.objects.exclude(registered_at=moment).order_by("recipient").values()) == before
    assert Account.objects.filter(registered_at=moment).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all(rows)


def test_a_new_object_is_inserted_once_and_the_transaction_goes_on(supplier: ServiceSupplier) -> None:
    moment = datetime(2026, 2, 3, tzinfo=UTC)
    fresh = Account(recipient="165569990001", supplier=supplier, registered_at=moment)

    assert [insert_if_new(fresh), insert_if_new(fresh)] == [True, False]

    assert Account.objects.get(recipient="165569990001").registered_at == moment


def test_a_row_for_each_value_has_the_same_values_in_the_other_columns(supplier: ServiceSupplier) -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
    numbers = [f"16556999{place:04}" for place in range(1_200)]

    insert_for_each(
        Account, "recipient", numbers, supplier=supplier.pk, type="Secure", pending=False, registered_at=moment
    )

    stored = Account.objects.filter(registered_at=moment).exclude(recipient__in=NUMBERS)
    assert sorted(stored.values_list("recipient", flat=True)) == sorted(set(numbers) - set(NUMBERS))
    assert set(stored.values_list("supplier", "type", "pending")) == {(supplier.pk, "Secure", False)}


def test_no_values_are_no_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        insert_for_each(Account, "recipient", [], type="Secure")


def test_nothing_to_insert_is_no_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        insert_all([])


@pytest.mark.parametrize("write", [insert_row, lambda item: insert_all([item])])
def test_a_broken_constraint_raises_the_error_of_django(
    supplier: ServiceSupplier, write: Callable[[ServiceSupplier], None]
) -> None:
    again = ServiceSupplier(organisation="162021009002", name="post.example", service_path="Service/v3")

    with pytest.raises(IntegrityError), transaction.atomic():
        write(again)

    assert ServiceSupplier.objects.filter(name="post.example").count() == 1


def test_after_an_error_a_transaction_takes_no_more_statements(supplier: ServiceSupplier) -> None:
    again = ServiceSupplier(organisation="162021009002", name="post.example", service_path="Service/v3")

    with transaction.atomic():
        with suppress(IntegrityError), transaction.atomic(savepoint=False):
            insert_row(again)
        with pytest.raises(TransactionManagementError):
            Rows(Account, COLUMNS, where=["recipient"]).find(NUMBERS[0])


def test_a_statement_that_the_database_refuses_raises_the_error_of_django(supplier: ServiceSupplier) -> None:
    conditions = 70_000
    with pytest.raises(OperationalError), transaction.atomic():
        Rows(Account, COLUMNS, where=["recipient"] * conditions).find(*["165569999047"] * conditions)


def test_statements_are_seen_by_those_who_watch_the_connection(
    supplier: ServiceSupplier, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        Rows(Account, COLUMNS, where=["recipient"]).find(NUMBERS[0])
        update_rows(Account, {"pending": True}, recipient=NUMBERS[0])


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("suspended", True, True),
        ("suspended", 1, True),
        ("name", gettext_lazy("Nytt meddelande"), "Nytt meddelande"),
        ("ui_path", "100 % ? %s", "100 % ? %s"),
    ],
)
def test_values_are_converted_as_the_fields_do(field: str, value: object, stored: object) -> None:
    item = ServiceSupplier(organisation="162021009002", name="other.example", service_path="")
    setattr(item, field, value)

    insert_row(item)

    assert getattr(ServiceSupplier.objects.get(pk=item.pk), field) == stored


COUNT = {
    "day": date(2026, 1, 2),
    "service": "Recipient/v3",
    "operation": "x",
    "code": 0,
    "calls": 1,
    "subjects": 2,
}


@pytest.mark.parametrize("signs", ['"', "\\", "{}", "%s", "å\n", "NULL"])
def test_a_row_for_each_text_keeps_its_signs(signs: str) -> None:
    insert_for_each(CallCount, "actor", [signs, "other"], **COUNT)

    assert set(CallCount.objects.values_list("actor", "day", "calls")) == {
        (signs, COUNT["day"], 1),
        ("other", COUNT["day"], 1),
    }


def test_a_text_that_is_longer_than_its_column_is_not_cut() -> None:
    too_long = "x" * 1_000

    with suppress(DataError), transaction.atomic():
        insert_for_each(CallCount, "actor", [too_long], **COUNT)

    assert set(CallCount.objects.values_list("actor", flat=True)) <= {too_long}
