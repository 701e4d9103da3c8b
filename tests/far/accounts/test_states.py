"""The states of an account, and which may follow on which."""

import pytest

from far.accounts.states import TRANSITIONS, AccountState, state_of
from far.models import Account, PendingRequest, RequestKind, ServiceSupplier
from infra import clock
from infra.work.transitions import IllegalTransition

NONE, PENDING, ACTIVE, LEAVING = AccountState
ALLOWED = {
    (NONE, PENDING),
    (NONE, ACTIVE),
    (PENDING, PENDING),
    (PENDING, ACTIVE),
    (PENDING, NONE),
    (ACTIVE, ACTIVE),
    (ACTIVE, LEAVING),
    (ACTIVE, NONE),
    (LEAVING, LEAVING),
    (LEAVING, ACTIVE),
    (LEAVING, NONE),
}


@pytest.mark.parametrize("before", AccountState)
@pytest.mark.parametrize("after", AccountState)
def test_the_steps_are_those_of_the_document_s_figure(before: AccountState, after: AccountState) -> None:
    assert TRANSITIONS.is_allowed(before, after) is ((before, after) in ALLOWED)


def test_a_step_that_is_not_in_the_table_is_a_mistake_in_the_program() -> None:
    with pytest.raises(IllegalTransition):
        TRANSITIONS.require_allowed(NONE, LEAVING)


@pytest.mark.django_db
def test_the_state_is_read_from_the_account_and_what_waits() -> None:
    supplier = ServiceSupplier.objects.create(
        organisation="165569999013", name="brev.example", service_path="Service/v3"
    )
    now = clock.now()
    account = Account.objects.create(recipient="192705178354", supplier=supplier, registered_at=now, pending=True)
    assert (state_of(None), state_of(account)) == (NONE, PENDING)

    account.pending = False
    assert state_of(account) is ACTIVE
    for kind, state in ((RequestKind.PREFERENCES, ACTIVE), (RequestKind.DELETE, LEAVING)):
        PendingRequest.objects.create(
            account=account, kind=kind, operator=supplier, supplier=supplier, agreement_text="", begun_at=now
        )
        assert state_of(account) is state
