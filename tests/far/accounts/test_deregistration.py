"""Accounts end, as api-6.3 §3.1 draws it."""

from contracts import authority, recipient_v3
from tests.cast import ARVID, TOLVAN
from tests.far.accounts.cast import (
    ANNIKA,
    EVA,
    FJALLBACK,
    JOHAN,
    KIVRA,
    LENA,
    MMP,
    Operator,
    result,
)

NO_ACCOUNT = ("Not", False, None)
OF_DEREGISTER = recipient_v3.DeregisterResponse


def at(operator: str) -> tuple[str, bool, str]:
    return ("Secure", False, operator)


def test_a_person_leaves(kivra: Operator) -> None:
    answer = result(kivra.deregister(JOHAN), OF_DEREGISTER)

    assert answer.status is authority.AuthorizationStatus.COMPLETE
    assert kivra.state(JOHAN) == NO_ACCOUNT


def test_a_company_receives_until_all_have_signed_that_it_leaves(mmp: Operator) -> None:
    answer = result(mmp.deregister(FJALLBACK, ANNIKA), OF_DEREGISTER)

    assert answer.status is authority.AuthorizationStatus.INCOMPLETE
    assert [person.id for person in answer.possible_signers] == [LENA]
    assert mmp.state(FJALLBACK) == at(MMP)

    assert result(mmp.deregister(FJALLBACK, LENA), OF_DEREGISTER).status is authority.AuthorizationStatus.COMPLETE
    assert mmp.state(FJALLBACK) == NO_ACCOUNT


def test_there_is_nothing_to_leave_without_an_account(kivra: Operator) -> None:
    assert kivra.deregister(TOLVAN).fault.code == 8002


def test_a_registration_that_waits_is_withdrawn_and_not_deregistered(mmp: Operator) -> None:
    fault = mmp.deregister(EVA).fault

    assert fault.code == 5011
    assert "deletePendingAccountRequest" in fault.description


def test_another_operator_s_customer_cannot_be_deregistered(kivra: Operator, mmp: Operator) -> None:
    fault = kivra.deregister(ARVID).fault

    assert fault.code == 5002
    assert MMP in fault.description
    assert mmp.state(ARVID) == at(MMP)


def test_somebody_else_cannot_deregister_a_holder(kivra: Operator) -> None:
    assert kivra.deregister(JOHAN, ARVID).fault.code == 5010
    assert kivra.state(JOHAN) == at(KIVRA)
