"""Accounts without a signature: they begin and end by the word of an operator."""

from contracts import authority, recipient_v3
from tests.cast import TOLVAN
from tests.far.accounts.cast import (
    BJORKEN,
    FJALLBACK,
    KIVRA,
    LENA,
    Operator,
    result,
    signed_by,
    unsigned,
    without_account,
)

NO_ACCOUNT = ("Not", False, None)
OF_REGISTER = recipient_v3.RegisterResponse


def test_an_anonymous_account_begins_without_signature(kivra: Operator) -> None:
    answer = result(kivra.register(TOLVAN, account_type="Anonymous", signatures=[unsigned()]), OF_REGISTER)

    assert answer.status is authority.AuthorizationStatus.COMPLETE
    assert answer.signed_by == []
    assert answer.timestamp is None
    assert kivra.state(TOLVAN) == ("Anonymous", False, KIVRA)


def test_one_that_the_holder_has_signed_all_the_same_is_anonymous_and_the_signature_is_used_up(
    kivra: Operator,
) -> None:
    own = [signed_by(TOLVAN)]

    answer = result(kivra.register(TOLVAN, account_type="Anonymous", signatures=own), OF_REGISTER)

    assert answer.signed_by == [], "it decides nothing"
    assert kivra.state(TOLVAN) == ("Anonymous", False, KIVRA)
    assert kivra.deregister(TOLVAN, signatures=own).fault.code == 5010


def test_one_that_somebody_else_has_signed_is_refused(kivra: Operator) -> None:
    fault = kivra.register(TOLVAN, account_type="Anonymous", signatures=[signed_by(LENA)]).fault

    assert fault.code == 5010
    assert f"{LENA[:8]}**** has signed" in fault.description
    assert "one empty SignatureData" in fault.description
    assert kivra.state(TOLVAN) == NO_ACCOUNT


def test_a_company_begins_no_account_without_signatures(kivra: Operator) -> None:
    without_account(BJORKEN)

    fault = kivra.register(BJORKEN, account_type="Anonymous", signatures=[unsigned()]).fault

    assert fault.code == 5010
    assert "Anonymous är för personer" in fault.text.swedish
    assert kivra.state(BJORKEN)[0] == "Not"


def test_an_anonymous_account_ends_without_signature(kivra: Operator, digimail: Operator) -> None:
    kivra.register(TOLVAN, account_type="Anonymous", signatures=[unsigned()])

    assert digimail.deregister(TOLVAN, signatures=[unsigned()]).fault.code == 5002
    assert kivra.deregister(TOLVAN, signatures=[unsigned()]).status == 200
    assert kivra.state(TOLVAN) == NO_ACCOUNT


def test_an_account_of_type_not_cannot_be_registered(kivra: Operator) -> None:
    assert kivra.register(TOLVAN, account_type="Not").fault.code == 5001


def test_a_registration_that_waits_for_signatures_does_not_become_anonymous(kivra: Operator) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA)

    assert kivra.register(FJALLBACK, account_type="Anonymous", signatures=[unsigned()]).fault.code == 5011
