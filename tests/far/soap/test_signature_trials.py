"""What signatures would amount to: testNewSigner and verifyAuthorizedSignatures."""

import pytest

from base_registers.models import Company, SourceFailure
from contracts import authority, common
from far.models import UsedSignature
from tests.cast import ARVID, MARIA
from tests.far.consents.operators import TEXT, Operator, trial_of, verification_of
from tests.far.people import (
    ANNIKA,
    BIRGITTA,
    BJORKEN,
    BYNS_KRAFT,
    ERIK,
    FJALLBACK,
    GRETA,
    LENA,
    MATTIAS,
    UNKNOWN,
)
from tests.far.signing import signed_by

AGENCY = "162021004748"


def status(result: authority.SignatureAuthorizationResult) -> str:
    assert result.status is not None
    return result.status.value


def numbers(people: list[authority.Person]) -> list[str]:
    return [person.id for person in people]


def test_the_owner_of_a_private_account_is_enough(mmp: Operator) -> None:
    result = mmp.tested(ARVID, new=ARVID)

    assert (result.id, status(result), numbers(result.signed_by)) == (ARVID, "Complete", [ARVID])
    assert result.signed_by[0].name == "Arvid Lindgren", "the register's name"


def test_nobody_else_signs_for_a_person(mmp: Operator) -> None:
    result = mmp.tested(ARVID, new=MARIA)

    assert (status(result), result.signed_by) == ("Incomplete", [])
    assert numbers(result.possible_signers) == [ARVID]


def test_the_new_signer_is_counted_with_those_who_have_signed(mmp: Operator) -> None:
    alone = mmp.tested(FJALLBACK, new=LENA)
    together = mmp.tested(FJALLBACK, ANNIKA, new=LENA)

    assert (status(alone), numbers(alone.possible_signers)) == ("Incomplete", [ANNIKA])
    assert (status(together), together.possible_signers) == ("Complete", [])
    assert set(numbers(together.signed_by)) == {LENA, ANNIKA}
    assert together.text == "Firman tecknas av två styrelseledamöter i förening."


def test_without_a_new_signer_those_who_have_signed_are_counted(mmp: Operator) -> None:
    assert status(mmp.tested(FJALLBACK, LENA, ANNIKA)) == "Complete"
    assert status(mmp.tested(FJALLBACK)) == "Incomplete"


def test_the_same_person_twice_is_one(mmp: Operator) -> None:
    assert status(mmp.tested(FJALLBACK, LENA, new=LENA)) == "Incomplete"


def test_a_rule_that_no_machine_can_interpret_is_an_answer(mmp: Operator) -> None:
    result = mmp.tested(BYNS_KRAFT, new=MATTIAS)

    assert status(result) == "RulesNotSupported"
    assert result.text == "Firman tecknas enligt särskilt beslut av föreningsstämman i varje enskilt ärende."


@pytest.mark.parametrize("action", ["Ownership", "CancelConsent"])
def test_both_actions_can_be_asked_about(mmp: Operator, action: str) -> None:
    assert status(mmp.tested(BJORKEN, new=BIRGITTA, action=action)) == "Complete"
    assert status(mmp.verified(BJORKEN, BIRGITTA, action=action)) == "Complete"


def test_signatures_are_verified_and_not_used_up(mmp: Operator) -> None:
    data = signed_by(ARVID)

    assert mmp.ask(verification_of(ARVID, data)).status == 200
    assert mmp.ask(verification_of(ARVID, data)).status == 200, "the same question again"

    assert not UsedSignature.objects.exists()


def test_verified_signatures_have_a_time(mmp: Operator) -> None:
    result = mmp.verified(FJALLBACK, LENA)

    assert (status(result), numbers(result.signed_by)) == ("Incomplete", [LENA])
    assert result.timestamp is not None


def test_the_same_signature_twice_is_refused(mmp: Operator) -> None:
    [data] = signed_by(ARVID)

    assert mmp.ask(verification_of(ARVID, [data, data])).fault.code == 5010


def test_what_is_no_signature_is_refused(mmp: Operator) -> None:
    data = [common.SignatureData(signature=b"nonsense", certificate="Test")]

    assert mmp.ask(verification_of(ARVID, data)).fault.code == 5012


@pytest.mark.parametrize(("text", "encoding"), [(b"\xff\xfe\xfd", "UTF-8"), (TEXT.encode(), "no-such-encoding")])
def test_a_text_that_cannot_be_read_is_refused(mmp: Operator, text: bytes, encoding: str) -> None:
    [data] = signed_by(ARVID)
    data.encoding_of_signed_text = encoding

    assert mmp.ask(verification_of(ARVID, [data], text)).fault.code == 5001


@pytest.mark.parametrize(
    ("holder", "code"),
    [(UNKNOWN, 6007), (GRETA, 6007), (ERIK, 6006), (AGENCY, 6004), ("192705178355", 5001)],
    ids=["nobody", "a dead person", "a protected person", "an agency", "a wrong check digit"],
)
def test_some_can_have_no_account_to_sign_for(mmp: Operator, holder: str, code: int) -> None:
    assert mmp.ask(trial_of(holder, new=ARVID)).fault.code == code
    assert mmp.ask(verification_of(holder, signed_by(ARVID))).fault.code == code


def test_a_dissolved_company_is_signed_for_by_nobody(mmp: Operator) -> None:
    Company.objects.filter(number=BJORKEN).update(status="Dissolved")

    assert mmp.ask(trial_of(BJORKEN, new=BIRGITTA)).fault.code == 5009


@pytest.mark.parametrize(("register", "code"), [("people", 5017), ("companies", 5018)])
def test_a_register_that_fails_is_named(mmp: Operator, register: str, code: int) -> None:
    SourceFailure.objects.create(register=register, problem="SourceInaccessible")

    assert mmp.ask(trial_of(BJORKEN, new=BIRGITTA)).fault.code == code


def test_a_signer_whose_number_cannot_be_is_refused(mmp: Operator) -> None:
    assert mmp.ask(trial_of(ARVID, new="192705178355")).fault.code == 5001
    assert mmp.ask(trial_of(ARVID, "192705178355")).fault.code == 5001


def test_only_mailbox_operators_may_ask(mmp: Operator, kommun_a: object) -> None:
    sender = Operator(kommun_a)  # type: ignore[arg-type]  # a sender in the place of an operator

    assert sender.ask(trial_of(ARVID, new=ARVID)).fault.code == 5002
    assert sender.ask(verification_of(ARVID, signed_by(ARVID))).fault.code == 5002
