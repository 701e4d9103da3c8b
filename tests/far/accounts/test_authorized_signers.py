"""May this person be let into the company's mailbox? An operator asks, the person need not have an account."""

import pytest

from base_registers.models import SourceFailure
from contracts import recipient_v2
from tests.cast import ARVID, TOLVAN
from tests.far.accounts.cast import (
    ANNIKA,
    BIRGITTA,
    BJORKEN,
    BYNS_KRAFT,
    FJALLBACK,
    FOREIGN,
    KIVRA,
    KOMMUN_A,
    LENA,
    MATTIAS,
    MMP,
    TEXT,
    Operator,
    read,
    without_account,
)
from tests.far.accounts.test_eligibility import AGENCY, JOINT_PROPERTY


def ask(operator: Operator, company: str, user: str) -> recipient_v2.AuthorizedAccount:
    return read(operator.signer(company, user), recipient_v2.IsAuthorizedSignerResponse).return_value


def information(answer: recipient_v2.AuthorizedAccount) -> tuple[str, list[str], str, str, str | None]:
    """Status, who has signed, whether that suffices with the asked person, operator, text."""
    account = answer.account_information
    assert account is not None
    return (
        account.account_status.value,
        [person.id for person in account.signed_by],
        account.signature_status.value,
        account.service_supplier,
        account.agreement_text,
    )


def test_who_signs_alone_is_authorized(kivra: Operator) -> None:
    answer = ask(kivra, BJORKEN, BIRGITTA)

    assert answer.is_account_authorized_signer
    assert (answer.company_id.value, answer.user_identity.value) == (BJORKEN, BIRGITTA)
    assert answer.company_name == "Snickeri Björken AB"
    assert answer.company_signature_rule_text == "Firman tecknas av styrelsens ledamot ensam."
    assert [(person.id, person.name) for person in answer.possible_signers] == [(BIRGITTA, "Birgitta Norén")]


def test_who_signs_with_another_is_authorized_but_does_not_suffice(kivra: Operator) -> None:
    answer = ask(kivra, FJALLBACK, LENA)

    assert answer.is_account_authorized_signer
    assert {person.id for person in answer.possible_signers} == {LENA, ANNIKA}
    assert information(answer) == ("Active", [], "Incomplete", MMP, None)


@pytest.mark.parametrize("user", [ARVID, FOREIGN])
def test_a_stranger_is_not_authorized(kivra: Operator, user: str) -> None:
    answer = ask(kivra, BJORKEN, user)

    assert not answer.is_account_authorized_signer
    assert information(answer)[2] == "Incomplete"


def test_of_a_registration_that_waits_it_says_who_has_signed_and_whether_this_one_completes_it(
    kivra: Operator, digimail: Operator
) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA)

    assert information(ask(digimail, FJALLBACK, ANNIKA)) == ("Pending", [LENA], "Complete", KIVRA, TEXT)
    assert information(ask(digimail, FJALLBACK, LENA)) == ("Pending", [LENA], "Incomplete", KIVRA, TEXT)
    assert information(ask(digimail, FJALLBACK, ARVID))[2] == "Incomplete"


def test_of_an_account_that_stands_it_says_who_signed_for_it(kivra: Operator) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA, ANNIKA)

    status, signers, suffices, supplier, text = information(ask(kivra, FJALLBACK, LENA))

    assert (status, suffices, supplier, text) == ("Active", "Complete", KIVRA, TEXT)
    assert set(signers) == {LENA, ANNIKA}


def test_there_is_no_account_information_before_anybody_registers(kivra: Operator) -> None:
    without_account(BJORKEN)

    answer = ask(kivra, BJORKEN, BIRGITTA)

    assert answer.is_account_authorized_signer
    assert answer.account_information is None


def test_a_rule_that_no_machine_can_interpret_authorizes_nobody(kivra: Operator) -> None:
    answer = ask(kivra, BYNS_KRAFT, MATTIAS)

    assert not answer.is_account_authorized_signer
    assert answer.possible_signers == []
    assert answer.company_signature_rule_text.startswith("Firman tecknas enligt särskilt beslut")


def test_the_company_is_an_organisation_that_the_company_register_has(kivra: Operator) -> None:
    assert kivra.signer(TOLVAN, TOLVAN).fault.code == 5001
    assert kivra.signer(KOMMUN_A, LENA).fault.code == 6004


@pytest.mark.parametrize("number", [AGENCY, JOINT_PROPERTY])
def test_an_organisation_that_can_have_no_mailbox_lets_nobody_in(kivra: Operator, number: str) -> None:
    assert kivra.signer(number, LENA).fault.code == 6004
    assert kivra.signer("165560000002", LENA).fault.code == 5001
    assert kivra.signer(BJORKEN, "195701032864").fault.code == 5001


def test_a_register_that_fails_is_told(kivra: Operator) -> None:
    SourceFailure.objects.create(register="companies", problem="SourceInaccessible")

    assert kivra.signer(BJORKEN, BIRGITTA).fault.code == 5018


def test_only_an_operator_asks(kivra: Operator) -> None:
    assert Operator("kommun-a", kivra.post).signer(BJORKEN, BIRGITTA).fault.code == 5002
