"""Any operator withdraws what waits, for one of the co-signers."""

import pytest

from tests.cast import ARVID, TOLVAN
from tests.far.accounts.cast import (
    ANNIKA,
    FJALLBACK,
    FOREIGN,
    KOMMUN_A,
    LENA,
    MMP,
    Operator,
    result,
)
from tests.far.accounts.pending.answers import INCOMPLETE, OF_REGISTER


@pytest.mark.parametrize("user", [LENA, ANNIKA])
def test_any_operator_withdraws_a_registration_for_a_co_signer(
    waiting: Operator, digimail: Operator, user: str
) -> None:
    assert digimail.withdraw(FJALLBACK, user).status == 200

    assert digimail.state(FJALLBACK) == ("Not", False, None)
    assert digimail.register(FJALLBACK, LENA, ANNIKA).status == 200


def test_what_was_withdrawn_is_not_signed_for_any_longer(waiting: Operator) -> None:
    waiting.withdraw(FJALLBACK, ANNIKA)

    assert result(waiting.register(FJALLBACK, ANNIKA), OF_REGISTER).status is INCOMPLETE


def test_a_withdrawn_deregistration_leaves_the_account_as_it_was(mmp: Operator, kivra: Operator) -> None:
    mmp.deregister(FJALLBACK, LENA)

    assert kivra.withdraw(FJALLBACK, ANNIKA).status == 200

    assert mmp.state(FJALLBACK) == ("Secure", False, MMP)
    assert mmp.pending(LENA) == []


def test_a_stranger_withdraws_nothing(waiting: Operator) -> None:
    for user in (ARVID, FOREIGN):
        assert waiting.withdraw(FJALLBACK, user).fault.code == 8003
    assert waiting.state(FJALLBACK) == ("Not", True, None)


def test_there_is_nothing_to_withdraw_without_an_account(kivra: Operator) -> None:
    assert kivra.withdraw(TOLVAN).fault.code == 8002


def test_an_active_account_is_not_withdrawn(kivra: Operator) -> None:
    fault = kivra.withdraw(ARVID).fault

    assert fault.code == 5011
    assert "deregister" in fault.description
    assert kivra.state(ARVID) == ("Secure", False, MMP)


def test_only_operators_ask_and_withdraw(waiting: Operator) -> None:
    agency = Operator("kommun-a", waiting.post)

    assert agency.ask_pending(LENA).fault.code == 5002
    assert agency.withdraw(FJALLBACK, LENA).fault.code == 5002
    assert KOMMUN_A in agency.withdraw(FJALLBACK, LENA).fault.description
