"""Volume is made of numbers that are nobody's."""

from itertools import islice

import pytest

from far.models import Account
from infra.identity import RecipientId
from testbed.world import bulk_accounts

pytestmark = pytest.mark.usefixtures("world")


def test_the_register_is_filled_up_to_the_number_asked_for() -> None:
    seeded = Account.objects.count()

    added = bulk_accounts.fill_register(seeded + 50)

    assert added == 50
    assert Account.objects.count() == seeded + 50


def test_filling_goes_on_where_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_accounts, "BATCH_SIZE", 7)
    bulk_accounts.fill_register(Account.objects.count() + 20)

    bulk_accounts.fill_register(Account.objects.count() + 20)

    made_up = Account.objects.filter(recipient__startswith="1655700").order_by("recipient")
    assert list(made_up.values_list("recipient", flat=True)) == list(islice(bulk_accounts.made_up_numbers(), 40))


def test_a_register_that_is_full_enough_stays_as_it_is() -> None:
    before = Account.objects.count()

    assert bulk_accounts.fill_register(1) == 0
    assert Account.objects.count() == before


def test_made_up_numbers_are_formally_right_organisation_numbers() -> None:
    for number in islice(bulk_accounts.made_up_numbers(), 500):
        assert RecipientId.parse(number).is_organisation


def test_there_are_two_million_numbers_and_then_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_accounts, "LAST", bulk_accounts.FIRST + 9)

    with pytest.raises(bulk_accounts.TooManyAccounts, match="10 made-up holders"):
        bulk_accounts.fill_register(Account.objects.count() + 11)
