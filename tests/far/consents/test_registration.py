"""A consent is given over SOAP."""

import pytest

from far.models import Account, Consent
from tests.cast import ARVID, MARIA, TOLVAN
from tests.far.consents.operators import TEXT, Operator
from tests.far.people import (
    ANNIKA,
    BIRGITTA,
    BJORKEN,
    BYNS_KRAFT,
    ERIK,
    EVA,
    FJALLBACK,
    GRETA,
    JOHAN,
    LENA,
    MATTIAS,
    UNKNOWN,
)

State = Consent.State


def test_a_persons_signature_is_enough_and_the_other_is_asked(mmp: Operator) -> None:
    result = mmp.register(ARVID, MARIA, ARVID)

    assert result.status is not None
    assert (result.id, result.status.value) == (ARVID, "Complete")
    assert [person.id for person in result.signed_by] == [ARVID]
    assert result.timestamp is not None
    consent = Consent.objects.get()
    assert (consent.account, consent.holder, consent.state) == (ARVID, MARIA, State.WAITING_FOR_ACCEPT)
    assert consent.agreement_text == TEXT
    assert consent.holder_name == "Maria Svensson", "the register's name, not the request's"


def test_over_soap_a_consent_is_to_read_and_has_no_last_day(mmp: Operator) -> None:
    mmp.register(ARVID, MARIA, ARVID)

    consent = Consent.objects.get()
    assert (consent.level, consent.ends_on) == (Consent.Level.READ, None)


def test_a_company_of_two_signatories_needs_both(mmp: Operator) -> None:
    first = mmp.register(FJALLBACK, MARIA, LENA)

    assert first.status is not None
    assert first.status.value == "Incomplete"
    assert [person.id for person in first.possible_signers] == [ANNIKA]
    assert first.text == "Firman tecknas av två styrelseledamöter i förening."
    assert Consent.objects.get().state == State.SIGNING_INCOMPLETE

    second = mmp.register(FJALLBACK, MARIA, ANNIKA)

    assert second.status is not None
    assert second.status.value == "Complete"
    assert {person.id for person in second.signed_by} == {LENA, ANNIKA}
    assert Consent.objects.get().state == State.WAITING_FOR_ACCEPT


def test_both_signatures_may_come_at_once(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA, ANNIKA)

    assert Consent.objects.get().state == State.WAITING_FOR_ACCEPT


def test_the_same_person_twice_is_one_signature(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)
    again = mmp.register(FJALLBACK, MARIA, LENA)

    assert again.status is not None
    assert again.status.value == "Incomplete"
    assert Consent.objects.get().signatures.count() == 1


def test_the_second_signer_need_not_repeat_the_text(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)

    result = mmp.register(FJALLBACK, MARIA, ANNIKA, text=None)

    assert result.status is not None
    assert result.status.value == "Complete"


def test_the_first_signer_must_send_the_text(mmp: Operator) -> None:
    assert mmp.register_fault(ARVID, MARIA, ARVID, text=None) == 5001
    assert not Consent.objects.exists()


def test_two_signers_of_different_texts_are_not_added_together(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)

    assert mmp.register_fault(FJALLBACK, MARIA, ANNIKA, text="Något annat.") == 5011
    assert Consent.objects.get().state == State.SIGNING_INCOMPLETE


@pytest.mark.parametrize("kind", [None, "Create"])
def test_a_request_without_type_is_one_to_create(mmp: Operator, kind: str | None) -> None:
    mmp.register(ARVID, MARIA, ARVID, kind=kind)

    assert Consent.objects.get().state == State.WAITING_FOR_ACCEPT


def test_somebody_who_may_not_sign_is_refused_and_nothing_is_stored(mmp: Operator) -> None:
    assert mmp.register_fault(ARVID, MARIA, MARIA) == 5010
    assert mmp.register_fault(BJORKEN, MARIA, LENA) == 5010
    assert mmp.register_fault(FJALLBACK, MARIA, LENA, BIRGITTA) == 5010
    assert not Consent.objects.exists()


def test_the_holder_of_a_consent_cannot_give_it_on(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    Consent.objects.update(level=Consent.Level.MANAGE)

    assert mmp.register_fault(ARVID, LENA, MARIA) == 5010


def test_what_is_given_already_cannot_be_given_again(mmp: Operator) -> None:
    mmp.register(ARVID, MARIA, ARVID)
    assert mmp.register_fault(ARVID, MARIA, ARVID) == 5007

    mmp.accept(ARVID, MARIA)
    assert mmp.register_fault(ARVID, MARIA, ARVID) == 5007


def test_what_has_ended_can_be_given_again_and_both_are_kept(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    mmp.cancelled(ARVID, MARIA, user=MARIA)

    mmp.register(ARVID, MARIA, ARVID)

    assert list(Consent.objects.order_by("pk").values_list("state", flat=True)) == [
        State.ENDED,
        State.WAITING_FOR_ACCEPT,
    ]


@pytest.mark.parametrize(
    ("holder", "code"),
    [(ARVID, 5001), (UNKNOWN, 6007), (GRETA, 6007), (ERIK, 6006), (BJORKEN, 5001), ("192705178355", 5001)],
    ids=["oneself", "nobody", "a dead person", "a protected person", "a company", "a wrong check digit"],
)
def test_some_cannot_be_given_a_consent(mmp: Operator, holder: str, code: int) -> None:
    assert mmp.register_fault(ARVID, holder, ARVID) == code
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("account", "signer", "code"),
    [(TOLVAN, TOLVAN, 8002), (EVA, EVA, 5011), (JOHAN, JOHAN, 5002), (BYNS_KRAFT, MATTIAS, 8002)],
    ids=["no mailbox", "a pending one", "another operator's", "a company without"],
)
def test_some_cannot_give_a_consent_here(mmp: Operator, account: str, signer: str, code: int) -> None:
    assert mmp.register_fault(account, MARIA, signer) == code


def test_a_rule_that_cannot_be_interpreted_is_an_answer_and_stores_nothing(mmp: Operator) -> None:
    account = Account.objects.get(recipient=BJORKEN)
    Account.objects.create(recipient=BYNS_KRAFT, supplier=account.supplier, registered_at=account.registered_at)

    result = mmp.register(BYNS_KRAFT, MARIA, MATTIAS)

    assert result.status is not None
    assert result.status.value == "RulesNotSupported"
    assert not Consent.objects.exists()


def test_a_sender_may_not_register_a_consent(mmp: Operator, kommun_a: object) -> None:
    assert Operator(kommun_a).register_fault(ARVID, MARIA, ARVID) == 5002  # type: ignore[arg-type]  # a sender in the place of an operator


def test_a_consent_in_a_circle_is_possible(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    mmp.given(MARIA, LENA)
    mmp.given(LENA, ARVID)

    assert Consent.objects.filter(state=State.ACTIVE).count() == 3


@pytest.mark.parametrize("level", Consent.Level.values)
def test_the_level_that_the_signed_text_ends_with_is_the_consent_s(mmp: Operator, level: str) -> None:
    mmp.register(ARVID, MARIA, ARVID, text=f"Jag ger Maria Svensson rätt att läsa.\nBehörighet: {level}")

    assert Consent.objects.get().level == level


@pytest.mark.parametrize("text", ["ConsentManage är ett ord i en mening.", "Behörighet:ConsentManage", "Nivå 3"])
def test_a_text_that_ends_otherwise_names_no_level(mmp: Operator, text: str) -> None:
    mmp.register(ARVID, MARIA, ARVID, text=text)

    assert Consent.objects.get().level == Consent.Level.READ
