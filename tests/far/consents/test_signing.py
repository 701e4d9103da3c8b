"""Whose signatures give and end a consent, and what happens when things change between two of them."""

import pytest

from base_registers.models import Company, Officer, Person, SourceFailure
from contracts import consent_service
from far.models import Consent, UsedSignature
from mailbox_ui.eid import SignatureForm, sign_text
from tests.cast import ARVID, MARIA, TOLVAN
from tests.far.consents.operators import TEXT, Operator, order
from tests.far.people import ANNIKA, BIRGITTA, BJORKEN, FJALLBACK, LENA
from tests.far.signing import signed_by

State = Consent.State


@pytest.mark.parametrize("form", [SignatureForm.XML, SignatureForm.PKCS7])
def test_a_real_signature_gives_and_another_ends(mmp: Operator, form: SignatureForm) -> None:
    give = consent_service.RegisterConsent(arg0=order(ARVID, MARIA), arg1=[sign_text(ARVID, TEXT, form)])
    assert mmp.ask(give).status == 200
    assert mmp.accept(ARVID, MARIA).status == 200

    end = consent_service.Cancel(arg0=order(ARVID, MARIA), arg1=[sign_text(ARVID, TEXT, form)], arg2=ARVID)
    assert mmp.ask(end).status == 200

    consent = Consent.objects.get()
    assert consent.state == State.ENDED
    assert {row.is_mocked for row in consent.signatures.all()} == {False}


@pytest.mark.parametrize("form", [SignatureForm.XML, SignatureForm.PKCS7])
def test_a_signature_of_another_text_gives_nothing(mmp: Operator, form: SignatureForm) -> None:
    data = sign_text(ARVID, "Jag låter ingen läsa min post.", form)
    request = consent_service.RegisterConsent(arg0=order(ARVID, MARIA), arg1=[data])

    assert mmp.ask(request).fault.code in {5010, 5012}
    assert not Consent.objects.exists()


def test_a_signature_is_used_once(mmp: Operator) -> None:
    data = signed_by(ARVID)
    first = consent_service.RegisterConsent(arg0=order(ARVID, MARIA), arg1=data)
    second = consent_service.RegisterConsent(arg0=order(ARVID, LENA), arg1=data)

    assert mmp.ask(first).status == 200
    assert mmp.ask(second).fault.code == 5010
    assert Consent.objects.count() == 1


def test_the_signature_that_gave_does_not_end(mmp: Operator) -> None:
    data = signed_by(ARVID)
    assert mmp.ask(consent_service.RegisterConsent(arg0=order(ARVID, MARIA), arg1=data)).status == 200
    mmp.accept(ARVID, MARIA)

    end = consent_service.Cancel(arg0=order(ARVID, MARIA), arg1=data, arg2=ARVID)

    assert mmp.ask(end).fault.code == 5010
    assert Consent.objects.get().state == State.ACTIVE


def test_a_refused_request_uses_no_signature_up(mmp: Operator) -> None:
    data = signed_by(MARIA)
    request = consent_service.RegisterConsent(arg0=order(ARVID, LENA), arg1=data)
    assert mmp.ask(request).fault.code == 5010

    assert not UsedSignature.objects.exists()
    own = consent_service.RegisterConsent(arg0=order(MARIA, LENA), arg1=data)
    assert mmp.ask(own).status == 200


def test_a_co_signer_who_leaves_the_board_is_not_counted_any_longer(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)
    Officer.objects.filter(company=FJALLBACK, person=LENA).update(person=BIRGITTA)

    result = mmp.register(FJALLBACK, MARIA, ANNIKA)

    assert result.status is not None
    assert result.status.value == "Incomplete"
    assert [person.id for person in result.signed_by] == [ANNIKA]
    assert [person.id for person in result.possible_signers] == [BIRGITTA]
    assert Consent.objects.get().state == State.SIGNING_INCOMPLETE

    mmp.register(FJALLBACK, MARIA, BIRGITTA)
    assert Consent.objects.get().state == State.WAITING_FOR_ACCEPT


def test_when_a_co_signer_dies_the_other_of_two_can_no_longer_sign(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)
    Person.objects.filter(number=LENA).update(deceased_on="2026-11-01")

    assert mmp.register_fault(FJALLBACK, MARIA, ANNIKA) == 5010
    assert Consent.objects.get().state == State.SIGNING_INCOMPLETE


def test_a_company_dissolved_between_two_signatures_gives_nothing(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)
    Company.objects.filter(number=FJALLBACK).update(status="Dissolved")

    assert mmp.register_fault(FJALLBACK, MARIA, ANNIKA) == 5009
    assert Consent.objects.get().state == State.SIGNING_INCOMPLETE


def test_a_receiver_who_dies_meanwhile_is_given_nothing(mmp: Operator) -> None:
    mmp.register(FJALLBACK, TOLVAN, LENA)
    Person.objects.filter(number=TOLVAN).update(deceased_on="2026-11-01")

    assert mmp.register_fault(FJALLBACK, TOLVAN, ANNIKA) == 6007


@pytest.mark.parametrize(("register", "code"), [("people", 5017), ("companies", 5018)])
@pytest.mark.parametrize("problem", SourceFailure.Problem.values)
def test_a_register_that_fails_is_named_and_nothing_is_stored(
    mmp: Operator, register: str, code: int, problem: str
) -> None:
    SourceFailure.objects.create(register=register, problem=problem)

    assert mmp.register_fault(BJORKEN, MARIA, BIRGITTA) == code
    assert not Consent.objects.exists()
    assert not UsedSignature.objects.exists()


def test_the_receiver_needs_no_register_to_refuse(mmp: Operator) -> None:
    mmp.register(BJORKEN, MARIA, BIRGITTA)
    SourceFailure.objects.create(register="companies", problem="SourceInaccessible")
    SourceFailure.objects.create(register="people", problem="SourceInaccessible")

    assert mmp.refuse(BJORKEN, MARIA).status == 200


def test_a_managing_director_ends_alone_what_the_board_gave(mmp: Operator) -> None:
    """Giving is for those who sign for the company; ending a consent is daily business."""
    company = Company.objects.get(number=FJALLBACK)
    company.rules.create(kind="ManagingDirector", text="VD tecknar löpande förvaltning.", position=2)
    Officer.objects.create(company=company, person_id=BIRGITTA, role="ManagingDirector")
    assert mmp.register_fault(FJALLBACK, MARIA, BIRGITTA) == 5010
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)

    mmp.cancelled(FJALLBACK, MARIA, BIRGITTA, user=BIRGITTA)

    assert Consent.objects.get().ending == "CancelledByOwner"
