"""Many accounts at once: each once, in small transactions, and with an entry in the log."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection

from far.bulk_load import loading
from far.bulk_load.loading import NewAccount, all_suppliers, load_accounts, supplier_named
from far.bulk_load.made_up_people import made_up_numbers
from far.models import Account, LogEntry
from far.supervision.chain import append_all_changes
from infra.errors import ServiceProviderDoesNotExist
from tests.cast import ARVID

pytestmark = pytest.mark.usefixtures("world")

AT = "minmyndighetspost.se"


def people(count: int, operator: str = AT) -> Iterator[NewAccount]:
    supplier = supplier_named(operator, all_suppliers())
    return (NewAccount(number, supplier) for number in made_up_numbers(count))


def test_everyone_gets_an_account_at_the_operator() -> None:
    result = load_accounts(people(30, "kivra.com"))

    assert (result.added, result.known) == (30, 0)
    loaded = Account.objects.filter(recipient__in=list(made_up_numbers(30)))
    assert {(account.supplier.name, account.type, account.pending) for account in loaded} == {
        ("kivra.com", "Secure", False)
    }
    assert loaded.count() == 30


def test_a_second_run_changes_nothing() -> None:
    load_accounts(people(30))
    before = list(Account.objects.order_by("recipient").values())

    result = load_accounts(people(30, "kivra.com"))

    assert (result.added, result.known) == (0, 30)
    assert list(Account.objects.order_by("recipient").values()) == before


def test_a_run_that_was_stopped_has_loaded_whole_batches_and_the_next_adds_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "BATCH", 10)
    monkeypatch.setattr(loading, "BATCH_ON_SERVER", 10)

    def stop_at_twenty(_done: int) -> None:
        if Account.objects.filter(recipient__in=list(made_up_numbers(35))).count() == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_accounts(people(35), stop_at_twenty)

    result = load_accounts(people(35))

    assert (result.added, result.known) == (15, 20)


def test_an_account_that_was_there_stays_at_its_operator() -> None:
    before = Account.objects.get(recipient=ARVID)
    kivra = supplier_named("kivra.com", all_suppliers())

    result = load_accounts([NewAccount(ARVID, kivra), NewAccount("180001610005", kivra)])

    assert (result.added, result.known) == (1, 1)
    assert Account.objects.get(recipient=ARVID).supplier_id == before.supplier_id


def test_the_same_number_twice_in_a_batch_is_one_account() -> None:
    kivra = supplier_named("kivra.com", all_suppliers())

    assert load_accounts([NewAccount("180001610005", kivra)] * 3).added == 1


def test_progress_hears_of_every_account() -> None:
    heard: list[int] = []

    load_accounts(people(25), heard.append)

    assert sum(heard) == 25


def test_each_batch_stands_in_the_log_with_how_many_and_where() -> None:
    load_accounts(people(25))
    load_accounts(people(25))
    append_all_changes()

    [entry] = LogEntry.objects.filter(operation="loadAccounts")
    assert (entry.actor, entry.subjects) == ("command", 25)
    assert json.loads(entry.changed) == {"accounts": 25, "operators": AT}


def test_an_unknown_operator_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ServiceProviderDoesNotExist, match=r"There are: .*kivra"):
        supplier_named("nowhere.se", all_suppliers())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite finds accounts without statistics")
def test_postgresql_knows_afterwards_how_many_accounts_there_are() -> None:
    load_accounts(people(2_000))

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'far_account'")
        assert cursor.fetchone() == (Account.objects.count(),)
