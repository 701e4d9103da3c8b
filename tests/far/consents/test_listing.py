"""Which consents an operator is told of."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from base_registers.models import Officer, SourceFailure
from contracts import consent, consent_service
from far.models import Consent
from tests.cast import ARVID, MARIA, TOLVAN
from tests.far.consents.operators import TEXT, Operator
from tests.far.people import ANNIKA, BIRGITTA, BJORKEN, FJALLBACK, JOHAN, LENA


def pairs(found: list[consent.Consent]) -> list[tuple[str, str]]:
    return [(each.request.account, each.request.consent_holder.id) for each in found]


def test_owner_and_holder_see_the_same_consent(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)

    [as_owner], [as_holder] = mmp.all_of(ARVID), mmp.all_of(MARIA)

    assert as_owner == as_holder
    assert (as_owner.request.account, as_owner.request.name) == (ARVID, "Arvid Lindgren")
    assert as_owner.request.consent_holder.name == "Maria Svensson"
    assert as_owner.request.agreement_text == TEXT
    assert as_owner.request.type_value is not None
    assert as_owner.request.type_value.value == "Create"
    assert as_owner.status.value == "Active"
    assert as_owner.signature_result.status is not None
    assert as_owner.signature_result.status.value == "Complete"
    assert [person.id for person in as_owner.signature_result.signed_by] == [ARVID]


def test_each_state_is_told_and_ended_ones_are_not(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    mmp.register(ARVID, LENA, ARVID)
    mmp.given(ARVID, ANNIKA)
    mmp.cancelled(ARVID, ANNIKA, user=ANNIKA)

    assert [each.status.value for each in mmp.all_of(ARVID)] == ["Active", "WaitingForAccept"]


def test_a_signatory_sees_what_the_company_gives_and_who_may_still_sign(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)

    [seen_by_the_other] = mmp.all_of(ANNIKA)

    assert seen_by_the_other.status.value == "SigningIncomplete"
    result = seen_by_the_other.signature_result
    assert result.status is not None
    assert result.status.value == "Incomplete"
    assert [person.id for person in result.signed_by] == [LENA]
    assert [person.id for person in result.possible_signers] == [ANNIKA]


def test_the_receiver_hears_of_it_when_all_have_signed(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)
    assert mmp.all_of(MARIA) == []

    mmp.register(FJALLBACK, MARIA, ANNIKA)
    assert pairs(mmp.all_of(MARIA)) == [(FJALLBACK, MARIA)]


def test_a_consent_that_is_being_ended_says_so(mmp: Operator) -> None:
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)
    mmp.cancelled(FJALLBACK, MARIA, LENA, user=LENA)

    [consent] = mmp.all_of(ANNIKA)

    assert consent.request.type_value is not None
    assert (consent.request.type_value.value, consent.status.value) == ("Delete", "Active")
    assert [person.id for person in consent.signature_result.possible_signers] == [ANNIKA]


def test_the_list_can_be_narrowed_to_accounts(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    mmp.given(LENA, MARIA)

    assert pairs(mmp.all_of(MARIA, LENA)) == [(LENA, MARIA)]
    assert pairs(mmp.all_of(MARIA)) == [(ARVID, MARIA), (LENA, MARIA)]


def test_other_peoples_mailboxes_cannot_be_asked_about(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    request = consent_service.GetAll(arg0=[ARVID], arg1=LENA)

    assert mmp.ask(request).fault.code == 8003


def test_get_all_private_leaves_companies_out(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)

    assert pairs(mmp.private_of(MARIA)) == [(ARVID, MARIA)]
    assert pairs(mmp.all_of(MARIA)) == [(ARVID, MARIA), (FJALLBACK, MARIA)]


def test_get_all_private_is_not_asked_about_companies(mmp: Operator) -> None:
    request = consent_service.GetAllPrivate(arg0=[BJORKEN], arg1=MARIA)

    assert mmp.ask(request).fault.code == 5001


def test_a_thousand_and_one_accounts_are_too_many(mmp: Operator) -> None:
    assert mmp.ask(consent_service.GetAll(arg0=[ARVID] * 1_001, arg1=ARVID)).fault.code == 5005
    assert mmp.ask(consent_service.GetAllPrivate(arg0=[ARVID] * 1_001, arg1=ARVID)).fault.code == 5005


def test_an_operator_is_told_what_concerns_its_customers(mmp: Operator, kivra: Operator) -> None:
    mmp.given(ARVID, JOHAN)
    mmp.given(ARVID, MARIA)

    assert pairs(kivra.all_of(JOHAN)) == [(ARVID, JOHAN)]
    assert pairs(mmp.all_of(JOHAN)) == [(ARVID, JOHAN)], "the mailbox is here"


def test_another_operators_customer_is_refused(mmp: Operator, digimail: Operator) -> None:
    mmp.given(ARVID, MARIA)
    request = consent_service.GetAll(arg1=MARIA)

    assert digimail.ask(request).fault.code == 5002


def test_who_has_no_mailbox_anywhere_has_an_empty_list(mmp: Operator) -> None:
    assert mmp.all_of(TOLVAN) == []


def test_a_signer_who_has_left_the_board_is_still_shown_for_what_was_complete(mmp: Operator) -> None:
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)
    Consent.objects.get().signatures.filter(person=ANNIKA).update(person=TOLVAN)

    [consent] = mmp.all_of(LENA)

    assert {person.id for person in consent.signature_result.signed_by} == {LENA, TOLVAN}


def test_an_auditor_does_not_see_what_the_company_gives(mmp: Operator) -> None:
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)
    Officer.objects.create(company_id=FJALLBACK, person_id=ARVID, role="Auditor")

    assert mmp.all_of(ARVID) == []
    assert mmp.ask(consent_service.GetAll(arg0=[FJALLBACK], arg1=ARVID)).fault.code == 8003


def test_a_company_register_that_fails_stops_the_lists_that_need_it(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    SourceFailure.objects.create(register="companies", problem="DataMissing")

    assert mmp.ask(consent_service.GetAll(arg1=MARIA)).fault.code == 5018
    assert pairs(mmp.private_of(MARIA)) == [(ARVID, MARIA)]


def test_the_company_register_is_asked_once_for_all_consents_of_a_company(mmp: Operator) -> None:
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)
    with CaptureQueriesContext(connection) as for_one:
        mmp.all_of(LENA)
    for holder in (ARVID, BIRGITTA, JOHAN):
        mmp.given(FJALLBACK, holder, LENA, ANNIKA)

    with CaptureQueriesContext(connection) as for_four:
        assert len(mmp.all_of(LENA)) == 4

    assert len(for_four) == len(for_one)


def test_a_sender_is_told_nothing(mmp: Operator, kommun_a: object) -> None:
    sender = Operator(kommun_a)  # type: ignore[arg-type]  # a sender in the place of an operator

    assert sender.ask(consent_service.GetAll(arg1=ARVID)).fault.code == 5002
    assert sender.ask(consent_service.GetAllPrivate(arg1=ARVID)).fault.code == 5002


def test_a_user_whose_number_cannot_be_is_refused(mmp: Operator) -> None:
    assert mmp.ask(consent_service.GetAll(arg1="192705178355")).fault.code == 5001
    assert mmp.ask(consent_service.GetAll(arg0=["192705178355"], arg1=ARVID)).fault.code == 5001


def test_a_foreign_user_has_no_consents(mmp: Operator) -> None:
    assert mmp.private_of("fi010170-1234") == []
    assert mmp.all_of("fi010170-1234") == []
