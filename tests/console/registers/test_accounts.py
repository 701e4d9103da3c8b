"""The account of somebody who is gone, on the page of the base register."""

from collections.abc import Callable

import pytest

from base_registers.models import Company, Person
from far.models import Account, RemovalFlag
from infra import clock
from tests.console.registers.conftest import Pages

ARVID, FJALLBACK, BUTTON = "192705178354", "165560000019", "Avsluta kontot"


def dies() -> None:
    Person.objects.filter(number=ARVID).update(deceased_on=clock.today())


def gets_another_number() -> None:
    Person.objects.filter(number=ARVID).update(changed_to="191212121212")


def is_dissolved() -> None:
    Company.objects.filter(number=FJALLBACK).update(status=Company.Status.DISSOLVED)


@pytest.mark.parametrize(
    ("page", "number", "goes"),
    [("person", ARVID, dies), ("person", ARVID, gets_another_number), ("company", FJALLBACK, is_dissolved)],
)
def test_the_page_offers_to_end_what_is_left_and_does_it(
    pages: Pages, page: str, number: str, goes: Callable[[], None]
) -> None:
    assert BUTTON not in pages.words(page, number)
    goes()
    assert BUTTON in pages.words(page, number)

    told = pages.do("account-end", number)

    assert "Kontot är avslutat. minmyndighetspost.se får besked." in told
    assert BUTTON not in told
    assert not Account.objects.filter(recipient=number).exists()
    assert RemovalFlag.objects.get().reason == RemovalFlag.Reason.HOLDER_GONE


def test_the_living_are_not_ended(pages: Pages) -> None:
    told = pages.do("account-end", ARVID)

    assert "lever" in told
    assert Account.objects.filter(recipient=ARVID).exists()


def test_what_is_no_number_is_no_page(pages: Pages) -> None:
    assert pages.status("account-end", "abc") == 404
