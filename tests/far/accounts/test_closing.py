"""Accounts may be ended without a signature only of holders that the base registers no longer have."""

from datetime import timedelta

import pytest

from base_registers.models import Company, Officer, Person, SourceFailure
from far.accounts.closing import end_account_of_gone, is_gone
from far.models import Account, Agreement, RemovalFlag
from infra import clock
from infra.errors import (
    AccountDoesNotExist,
    CompanyRegisterFailed,
    IllegalState,
    InvalidInput,
    PopulationRegisterFailed,
)
from infra.identity import RecipientId
from tests.cast import ARVID, TOLVAN, Post
from tests.far.accounts.cast import BJORKEN, DECEASED, FJALLBACK, KIVRA, MMP, Operator
from tests.far.accounts.test_eligibility import DISSOLVED, EMIGRATED, IN_LIQUIDATION, RENUMBERED

pytestmark = pytest.mark.usefixtures("world")
Status = Company.Status


def recipient(number: str) -> RecipientId:
    return RecipientId(number)


@pytest.mark.parametrize("number", [DECEASED, DISSOLVED, RENUMBERED])
def test_the_dead_the_dissolved_and_replaced_numbers_are_gone(number: str) -> None:
    assert is_gone(recipient(number))


@pytest.mark.parametrize("number", [ARVID, EMIGRATED, BJORKEN, IN_LIQUIDATION])
def test_others_are_not_whatever_else_has_happened_to_them(number: str) -> None:
    assert not is_gone(recipient(number))


def test_who_is_struck_off_the_register_is_gone() -> None:
    Officer.objects.filter(company=FJALLBACK).delete()
    Company.objects.filter(number=FJALLBACK).delete()

    assert is_gone(recipient(FJALLBACK))
    assert end_account_of_gone(recipient(FJALLBACK)).name == MMP


def test_a_bankrupt_company_has_an_administrator_and_keeps_its_account() -> None:
    Company.objects.filter(number=FJALLBACK).update(status=Status.BANKRUPT)

    with pytest.raises(IllegalState, match="not dissolved"):
        end_account_of_gone(recipient(FJALLBACK))


def test_what_was_signed_for_is_kept(post: Post) -> None:
    Operator(KIVRA, post).register(TOLVAN)
    Person.objects.filter(number=TOLVAN).update(deceased_on=clock.today() - timedelta(days=3))

    end_account_of_gone(recipient(TOLVAN))

    assert Agreement.objects.get(recipient=TOLVAN).supplier == KIVRA
    assert not Account.objects.filter(recipient=TOLVAN).exists()


def test_an_anonymous_account_ends_as_well() -> None:
    Account.objects.filter(recipient=ARVID).update(type=Account.Type.ANONYMOUS)
    Person.objects.filter(number=ARVID).update(deceased_on=clock.today())

    assert end_account_of_gone(recipient(ARVID)).name == MMP


def test_the_account_of_a_number_that_was_replaced_ends() -> None:
    Person.objects.filter(number=ARVID).update(changed_to=TOLVAN)

    assert end_account_of_gone(recipient(ARVID)).name == MMP
    assert RemovalFlag.objects.get().recipient == ARVID


def test_who_comes_back_into_the_register_can_register_again(post: Post) -> None:
    Person.objects.filter(number=ARVID).update(deceased_on=clock.today())
    end_account_of_gone(recipient(ARVID))
    assert Operator(KIVRA, post).register(ARVID).fault.code == 6007

    Person.objects.filter(number=ARVID).update(deceased_on=None)

    assert Operator(KIVRA, post).register(ARVID).status == 200


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (DECEASED, AccountDoesNotExist),
        (DISSOLVED, AccountDoesNotExist),
        ("192705178355", InvalidInput),
        (ARVID, IllegalState),
    ],
)
def test_what_cannot_be_ended_is_refused_and_nobody_is_told(number: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        end_account_of_gone(recipient(number))

    assert not RemovalFlag.objects.exists()


@pytest.mark.parametrize(
    ("register", "number", "error"),
    [("people", ARVID, PopulationRegisterFailed), ("companies", FJALLBACK, CompanyRegisterFailed)],
)
@pytest.mark.parametrize("problem", ["DataMissing", "DataUncertain", "DataUnexpected", "SourceInaccessible"])
def test_a_register_that_cannot_say_ends_nobody_s_account(
    register: str, number: str, error: type[Exception], problem: str
) -> None:
    SourceFailure.objects.create(register=register, number=number, problem=problem)

    with pytest.raises(error):
        end_account_of_gone(recipient(number))
    assert Account.objects.filter(recipient=number).exists()
