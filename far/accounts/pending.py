"""What waits for signatures: shown to every co-signer, withdrawn, and swept when its time is over.

Any operator may show and withdraw it: a co-signer need not be a customer of the one that began it. What nobody can
complete any longer is shown to its signers and to the people that the rule counts; they may withdraw it.
Source: api-6.3 §3.1, register's figure; setting MM_PENDING_HOURS.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from far.accounts.expiry import ACCOUNT_KINDS, flag_expired
from far.accounts.identities import is_foreign
from far.accounts.locking import change_account, find_account, lock_account
from far.accounts.ownership import require_account
from far.accounts.signing.collecting import Collected, action_of, count_signatures
from far.accounts.signing.parties import is_party, signatories_of_waiting
from far.accounts.signing.signers import not_authorised
from far.accounts.signing.waiting import signatures_of
from far.base_registers.companies import companies_of
from far.callbacks.removals import flag_removed_request
from far.models import Account, PendingRequest, RemovalFlag, RequestKind
from far.reachability import require_at_most_a_thousand
from far.supervision import record_change
from infra import clock
from infra.authorship import current_actor
from infra.database.write_transaction import write_transaction
from infra.errors import IllegalState, NotFound
from infra.identity import RecipientId
from infra.identity.recipients import require_check_digits

_WITHDRAWALS: Final[Mapping[RequestKind, str]] = {
    RequestKind.CHANGE_SUPPLIER: "deletePendingChangeServiceSupplier",
    RequestKind.PREFERENCES: "deletePendingAccountPreferences",
}
"""The contract's words, as the register's log has them."""


@dataclass(frozen=True)
class WaitingRequest:
    """A request that waits, and what its signatures amount to today."""

    holder: RecipientId
    request: PendingRequest
    collected: Collected


def account_requests(user: str, holders: Sequence[RecipientId]) -> list[WaitingRequest]:
    """The registrations and deregistrations that wait: of these holders, or of all that the user may sign for.

    Raises:
        MaximumExceeded: more than 1,000 holders (5005).
        UserNotAuthorised: something waits of a named holder that the user may not act for (8003).
        CompanyRegisterFailed, PopulationRegisterFailed: no usable answer (5018, 5017).
    """
    require_at_most_a_thousand(holders)
    require_check_digits(holders)
    if holders:
        return [_seen_by(user, request) for request in _waiting([holder.value for holder in holders])]
    return list(_of_all(user))


def pending_request(holder: RecipientId, user: str, kind: RequestKind) -> WaitingRequest:
    """The holder's request of this kind that waits.

    Raises:
        AccountDoesNotExist: the holder has no account (8002).
        NotFound: nothing of this kind waits (5003).
        UserNotAuthorised: the user may not act for the holder (8003).
    """
    require_account(find_account(holder), holder)
    for request in _waiting([holder.value], [kind]):
        return _seen_by(user, request)
    raise _nothing_waits(holder)


def withdraw_account_request(holder: RecipientId, user: str) -> None:
    """Withdraw the registration or the deregistration that waits.

    Raises:
        AccountDoesNotExist: the holder has neither an account nor a registration (8002).
        IllegalState: the account is active and nothing waits (5011).
        UserNotAuthorised: the user may not act for the holder (8003).
    """

    def withdraw() -> None:
        account = require_account(lock_account(holder), holder)
        supplier = account.supplier
        if account.pending:
            account.delete()
        elif not account.pending_requests.filter(kind=RequestKind.DELETE).delete()[0]:
            raise IllegalState(
                f"Kontot för {holder} är aktivt och ingen avregistrering väntar. Avsluta det med deregister.",
                f"The account of {holder} is active and no deregistration waits. End it with deregister.",
                slug="account-active-nothing-waits",
            )
        flag_removed_request(supplier, holder.value, RemovalFlag.Reason.WITHDRAWN)
        record_change(current_actor(), "deletePendingAccountRequest", holder.value)

    _require_party(holder, user, ACCOUNT_KINDS)
    change_account(withdraw)


def withdraw_request(holder: RecipientId, user: str, kind: RequestKind) -> PendingRequest:
    """Withdraw the change of operator or preferences that waits, and return it.

    Raises:
        AccountDoesNotExist: the holder has no account (8002).
        NotFound: nothing of this kind waits (5003).
        UserNotAuthorised: the user may not act for the holder (8003).
    """

    def withdraw() -> PendingRequest:
        account = require_account(lock_account(holder), holder)
        request = account.pending_requests.filter(kind=kind).select_related("supplier").first()
        if request is None:
            raise _nothing_waits(holder)
        account.pending_requests.filter(kind=kind).delete()
        record_change(current_actor(), _WITHDRAWALS[kind], holder.value)
        return request

    _require_party(holder, user, [kind])
    return change_account(withdraw)


def delete_expired() -> int:
    """Delete what has waited too long. Returns how many requests."""
    now = clock.now()
    with write_transaction():
        # The lock waits for a registration that is being completed at this moment, which is not deleted then.
        accounts = Account.objects.select_for_update().filter(pending=True, pending_until__lte=now)
        ended = [account.pk for account in accounts]
        begun = PendingRequest.objects.filter(account__in=ended)
        expired = PendingRequest.objects.expired_at(now)
        flag_expired(begun | expired)
        count = begun.count()
        Account.objects.filter(pk__in=ended).delete()
        return count + expired.delete()[1].get("far.PendingRequest", 0)


def _require_party(holder: RecipientId, user: str, kinds: Collection[RequestKind]) -> None:
    require_account(find_account(holder), holder)
    signatories = signatories_of_waiting(holder)
    waiting: list[PendingRequest | None] = [*_waiting([holder.value], kinds)]
    actions = {action_of(kind) for kind in kinds}
    if not any(
        is_party(signatories, user, request, action) for request in waiting or [None] for action in actions
    ):
        raise not_authorised(user, holder)


def _waiting(numbers: Collection[str], kinds: Collection[RequestKind] = ACCOUNT_KINDS) -> QuerySet[PendingRequest]:
    waiting = PendingRequest.objects.waiting_at(clock.now()).filter(account__in=numbers, kind__in=kinds)
    return waiting.select_related("supplier").order_by("begun_at", "pk")


def _of_all(user: str) -> Iterator[WaitingRequest]:
    """What waits for the user's own account, for the companies in which the user has a role, or signed already."""
    if is_foreign(user):
        return
    signed_for = PendingRequest.objects.filter(signatures__person=user).values_list("account", flat=True)
    numbers = {user, *(company.number for company in companies_of(user)), *signed_for}
    for request in _waiting(numbers):
        signatories = signatories_of_waiting(RecipientId(request.account_id))
        action = action_of(RequestKind(request.kind))
        if is_party(signatories, user, request, action):
            yield WaitingRequest(
                signatories.holder, request, count_signatures(signatories, signatures_of(request), action)
            )


def _seen_by(user: str, request: PendingRequest) -> WaitingRequest:
    signatories = signatories_of_waiting(RecipientId(request.account_id))
    action = action_of(RequestKind(request.kind))
    if not is_party(signatories, user, request, action):
        raise not_authorised(user, signatories.holder)
    return WaitingRequest(
        signatories.holder, request, count_signatures(signatories, signatures_of(request), action)
    )


def _nothing_waits(holder: RecipientId) -> NotFound:
    return NotFound(
        f"Inget av det slaget väntar på underskrifter för {holder}.",
        f"Nothing of that kind waits for signatures of {holder}.",
        slug="nothing-waits-for-signatures",
    )
