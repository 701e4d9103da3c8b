"""What waits too long for signatures expires."""

from pytest_django.fixtures import Settings

from contracts import recipient_v3
from far.accounts import pending
from far.models import Account, PendingRequest, PendingSignature
from tests.far.accounts.cast import (
    ANNIKA,
    EVA,
    FJALLBACK,
    JOHAN,
    LENA,
    MMP,
    Operator,
    result,
)
from tests.far.accounts.conftest import Later
from tests.far.accounts.pending.answers import INCOMPLETE, OF_REGISTER


def test_a_registration_that_waited_too_long_is_not_shown(waiting: Operator, later: Later) -> None:
    later(hours=719)
    assert waiting.state(FJALLBACK) == ("Not", True, None)

    later(hours=2)

    assert waiting.state(FJALLBACK) == ("Not", False, None)
    assert waiting.pending(LENA) == []
    assert waiting.withdraw(FJALLBACK, LENA).fault.code == 8002


def test_another_operator_may_begin_anew_when_it_has_expired(
    waiting: Operator, digimail: Operator, later: Later
) -> None:
    later(hours=721)

    answer = result(digimail.register(FJALLBACK, ANNIKA), OF_REGISTER)

    assert answer.status is INCOMPLETE
    assert [person.id for person in answer.signed_by] == [ANNIKA]


def test_a_late_signature_does_not_join_the_expired_one(waiting: Operator, later: Later) -> None:
    later(hours=721)

    assert result(waiting.register(FJALLBACK, ANNIKA), OF_REGISTER).status is INCOMPLETE


def test_an_expired_deregistration_leaves_the_account(mmp: Operator, later: Later) -> None:
    mmp.deregister(FJALLBACK, LENA)

    later(hours=721)

    assert mmp.pending(LENA) == []
    assert result(mmp.deregister(FJALLBACK, ANNIKA), recipient_v3.DeregisterResponse).status is INCOMPLETE
    assert mmp.state(FJALLBACK) == ("Secure", False, MMP)


def test_the_sweep_deletes_what_has_expired_and_nothing_else(
    waiting: Operator, mmp: Operator, later: Later
) -> None:
    mmp.deregister(JOHAN, JOHAN)
    before = Account.objects.count()
    assert pending.delete_expired() == 0

    later(hours=721)
    swept = pending.delete_expired()

    assert swept == 1
    assert Account.objects.count() == before - 1
    assert not PendingSignature.objects.exists()
    assert PendingRequest.objects.get().account_id == EVA, "the seeded one waits for good"


def test_how_long_a_request_waits_is_a_setting(waiting: Operator, settings: Settings, later: Later) -> None:
    settings.PENDING_HOURS = 1.0
    waiting.withdraw(FJALLBACK, LENA)
    waiting.register(FJALLBACK, LENA)

    later(minutes=61)

    assert waiting.state(FJALLBACK) == ("Not", False, None)
