"""The states of an account and which may follow on which. Source: api-6.3 §3.1, register's figure."""

from django.db import models

from far.models import Account, RequestKind
from infra.work.transitions import TransitionTable


class AccountState(models.TextChoices):
    """Where a holder's registration stands."""

    NONE = "None"
    PENDING = "Pending"
    """Registered with signatures that do not suffice yet."""
    ACTIVE = "Active"
    LEAVING = "Leaving"
    """Active, with a deregistration that lacks signatures. Mail still arrives."""


NONE, PENDING, ACTIVE, LEAVING = AccountState

TRANSITIONS = TransitionTable(
    {
        NONE: frozenset({PENDING, ACTIVE}),
        # It ends by withdrawal and by expiry, too.
        PENDING: frozenset({PENDING, ACTIVE, NONE}),
        # From itself to itself: another operator, other preferences.
        ACTIVE: frozenset({ACTIVE, LEAVING, NONE}),
        LEAVING: frozenset({LEAVING, ACTIVE, NONE}),
    }
)


def state_of(account: Account | None) -> AccountState:
    """The state of the holder with this row as account; None: of one without a row."""
    if account is None:
        return NONE
    if account.pending:
        return PENDING
    is_leaving = any(request.kind == RequestKind.DELETE for request in account.waiting_requests)
    return LEAVING if is_leaving else ACTIVE
