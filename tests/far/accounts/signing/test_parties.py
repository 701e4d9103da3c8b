"""Who may see and withdraw what waits: those who may sign, and in their place others where nobody can."""

import pytest

from base_registers import models as registers
from far.accounts.signing.parties import is_party, signatories_of_waiting
from far.accounts.signing.signers import PrivateSignatories
from far.models import Account, PendingRequest
from far.signatories import AccountAction
from infra import clock
from infra.identity import RecipientId
from tests.cast import ARVID, MARIA, Post
from tests.far.accounts.cast import ANNIKA, BIRGITTA, BJORKEN, FJALLBACK, KIVRA, LENA, Operator, without_account

OWNERSHIP, SETTINGS = AccountAction.OWNERSHIP, AccountAction.SETTINGS
STRANGER = ARVID


@pytest.fixture
def request_(world: None, post: Post) -> PendingRequest:
    """A registration of Fjällbäck that Lena has signed and Annika has not."""
    without_account(FJALLBACK)
    Operator(KIVRA, post).register(FJALLBACK, LENA)
    return PendingRequest.objects.get(account=FJALLBACK)


def parties_of(request: PendingRequest | None, action: AccountAction = OWNERSHIP) -> set[str]:
    """Those of the cast who may see and withdraw it."""
    signatories = signatories_of_waiting(RecipientId(FJALLBACK))
    return {user for user in (LENA, ANNIKA, STRANGER) if is_party(signatories, user, request, action)}


def leaves(person: str) -> None:
    registers.Officer.objects.filter(company=FJALLBACK, person=person).delete()


def becomes(status: str) -> None:
    registers.Company.objects.filter(number=FJALLBACK).update(status=status)


def test_both_who_sign_jointly_are_parties_and_a_stranger_is_not(request_: PendingRequest) -> None:
    assert parties_of(request_) == {LENA, ANNIKA}
    assert parties_of(None) == {LENA, ANNIKA}


def test_who_left_is_none_while_others_can_complete_it(request_: PendingRequest) -> None:
    registers.Officer.objects.filter(company=FJALLBACK, person=LENA).update(person=MARIA)

    assert parties_of(request_) == {ANNIKA}


def test_who_signed_and_left_is_one_where_nobody_can_complete_it(request_: PendingRequest) -> None:
    leaves(LENA)

    assert parties_of(request_) == {LENA, ANNIKA}
    assert parties_of(None) == {ANNIKA}, "without a request nobody has signed"


@pytest.mark.parametrize("status", [registers.Company.Status.DISSOLVED, registers.Company.Status.BANKRUPT])
def test_officers_of_a_company_that_nobody_signs_for_may_end_what_waits(
    request_: PendingRequest, status: str
) -> None:
    becomes(status)

    assert parties_of(request_) == {LENA, ANNIKA}


def test_liquidators_take_the_board_s_place(request_: PendingRequest) -> None:
    becomes(registers.Company.Status.IN_LIQUIDATION)
    assert parties_of(request_) == {LENA}, "nobody can complete it, and the rule counts no board any longer"

    registers.Officer.objects.create(
        company_id=FJALLBACK, person_id=ANNIKA, role=registers.Officer.Role.LIQUIDATOR
    )

    assert ANNIKA in parties_of(request_)


def test_when_all_have_died_those_who_signed_and_the_officers_remain(request_: PendingRequest) -> None:
    registers.Person.objects.filter(number__in=[LENA, ANNIKA]).update(deceased_on=clock.today())

    assert parties_of(request_) == {LENA, ANNIKA}
    assert not signatories_of_waiting(RecipientId(FJALLBACK)).can_complete()


def test_where_everybody_has_left_the_one_who_signed_remains(request_: PendingRequest) -> None:
    leaves(LENA)
    leaves(ANNIKA)

    assert parties_of(request_) == {LENA}


def test_a_person_alone_is_party_to_the_own_account() -> None:
    private = PrivateSignatories(RecipientId(ARVID))

    assert is_party(private, ARVID, None, OWNERSHIP)
    assert not is_party(private, MARIA, None, SETTINGS)
    assert private.can_complete()
    assert private.names(ARVID)
    assert not private.names(MARIA)


def test_a_company_that_one_signs_for_alone_has_that_party(world: None) -> None:
    signatories = signatories_of_waiting(RecipientId(BJORKEN))

    assert is_party(signatories, BIRGITTA, None, OWNERSHIP)
    assert not is_party(signatories, LENA, None, OWNERSHIP)
    assert Account.objects.filter(recipient=BJORKEN).exists()
