"""Who may sign for a holder."""

import pytest

from base_registers.models import Person, SourceFailure
from far.accounts.signing.signers import (
    PrivateSignatories,
    company_of,
    named_signatories_of,
    require_user,
    signatories_of,
)
from far.signatories import AccountAction, AuthorizationStatus
from infra import clock
from infra.errors import CompanyFormNotSupported, UserNotAuthorised
from infra.identity import RecipientId
from tests.far.accounts.cast import ANNIKA, FJALLBACK, KOMMUN_A, LENA
from tests.far.accounts.signing.companies import (
    CHAIR,
    DIRECTOR,
    DIRECTOR_ALONE,
    FREE_TEXT,
    MEMBER,
    STRANGER,
    TWO,
    signatories,
)

ARVID = RecipientId("192705178354")
COMPLETE, INCOMPLETE = AuthorizationStatus.COMPLETE, AuthorizationStatus.INCOMPLETE


def test_a_person_signs_for_the_private_account_and_nobody_else_does() -> None:
    private = PrivateSignatories(ARVID)

    signed = private.decide({ARVID.value: "Arvid Lindgren"})
    unsigned = private.decide({CHAIR: "Lena Sjöberg"})

    assert (signed.status, signed.possible_signers) == (COMPLETE, ())
    assert [(signer.number, signer.name) for signer in signed.signed_by] == [(ARVID.value, "Arvid Lindgren")]
    assert (unsigned.status, unsigned.signed_by) == (INCOMPLETE, ())
    assert [signer.number for signer in unsigned.possible_signers] == [ARVID.value]


def test_the_register_s_name_goes_before_that_of_the_certificate() -> None:
    private = PrivateSignatories(ARVID, "Arvid Lindgren")

    assert private.decide({ARVID.value: "A. L."}).signed_by[0].name == "Arvid Lindgren"


@pytest.mark.parametrize("action", AccountAction)
def test_a_person_acts_for_the_own_account_in_all_things(action: AccountAction) -> None:
    assert PrivateSignatories(ARVID).includes(ARVID.value, action)
    assert not PrivateSignatories(ARVID).includes(CHAIR, action)


@pytest.mark.parametrize("action", AccountAction)
def test_nobody_signs_for_the_dead(action: AccountAction) -> None:
    private = PrivateSignatories(ARVID, "Arvid Lindgren", is_alive=False)

    decision = private.decide({ARVID.value: "Arvid Lindgren"}, action)

    assert (decision.status, decision.signed_by, decision.possible_signers) == (INCOMPLETE, (), ())
    assert not private.includes(ARVID.value, action)
    assert not private.can_complete(action)


def test_those_who_may_sign_for_a_company_are_included_whether_one_is_enough_or_not() -> None:
    company = signatories(TWO)

    assert company.includes(CHAIR)
    assert company.includes(MEMBER)
    assert not company.includes(DIRECTOR)
    assert not company.includes(STRANGER)


def test_a_managing_director_is_included_in_daily_business_only() -> None:
    company = signatories(TWO, DIRECTOR_ALONE)

    assert company.includes(DIRECTOR, AccountAction.SETTINGS)
    assert not company.includes(DIRECTOR, AccountAction.OWNERSHIP)


def test_a_rule_in_free_text_includes_nobody() -> None:
    assert not any(signatories(FREE_TEXT).includes(number) for number in (CHAIR, MEMBER, DIRECTOR))


def test_a_user_who_may_not_act_is_masked_in_the_refusal() -> None:
    require_user(signatories(TWO), CHAIR)

    with pytest.raises(UserNotAuthorised) as refused:
        require_user(signatories(TWO), STRANGER)

    assert refused.value.code == 8003
    assert "19270517****" in refused.value.text.swedish
    assert STRANGER not in refused.value.text.on_wire
    assert "165560000019" in refused.value.text.english


@pytest.mark.usefixtures("world")
def test_the_company_register_says_who_signs_for_a_company() -> None:
    company = signatories_of(RecipientId(FJALLBACK))

    assert company.holder_name == "Fjällbäck Konsult AB"
    assert company.holder.value == FJALLBACK
    assert {signer.number for signer in company.decide({}).possible_signers} == {LENA, ANNIKA}


@pytest.mark.usefixtures("world")
def test_an_organisation_that_it_lacks_is_refused() -> None:
    with pytest.raises(CompanyFormNotSupported) as refused:
        company_of(RecipientId(KOMMUN_A))

    assert refused.value.code == 6004
    assert KOMMUN_A in refused.value.text.swedish


@pytest.mark.usefixtures("world")
def test_a_person_s_name_is_asked_for_where_it_is_shown() -> None:
    assert named_signatories_of(ARVID).holder_name == "Arvid Lindgren"
    Person.objects.filter(number=ARVID.value).delete()
    assert named_signatories_of(ARVID).holder_name == ""


@pytest.mark.usefixtures("world")
def test_the_population_register_says_whether_the_person_lives() -> None:
    assert named_signatories_of(ARVID).can_complete()
    Person.objects.filter(number=ARVID.value).update(deceased_on=clock.today())
    assert not named_signatories_of(ARVID).can_complete()
    SourceFailure.objects.create(register="people", number=ARVID.value, problem="DataMissing")
    assert named_signatories_of(ARVID).can_complete(), "a register that fails stops no signature"
