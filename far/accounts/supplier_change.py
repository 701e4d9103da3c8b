"""A holder moves to another operator. Source: api-6.3 §3.1, changeServiceSupplier."""

from collections.abc import Sequence
from dataclasses import dataclass

from far.accounts.eligibility import require_eligible
from far.accounts.locking import change_account, find_account, lock_account
from far.accounts.ownership import require_active, require_party
from far.accounts.signing.agreements import keep_agreement
from far.accounts.signing.collecting import UNSIGNED, Collected, collect_signatures
from far.accounts.signing.signers import Signatories, require_user
from far.accounts.signing.waiting import ChangeOrder, keep_waiting, waiting_request
from far.accounts.states import TRANSITIONS, AccountState, state_of
from far.callbacks.removals import flag_removed_account
from far.models import Account, RemovalFlag, RequestKind, ServiceSupplier
from far.operators import named_operator
from far.signatures import VerifiedSignature
from infra.errors import AlreadyExists
from infra.identity import RecipientId
from infra.texts import Text


@dataclass(frozen=True)
class SupplierChange:
    """A holder's order to move, as it was signed."""

    holder: RecipientId
    user: str
    """The person who acts: the holder, or one who may sign for a company."""
    supplier: str
    """The new operator's internet domain."""
    agreement_text: str


def change_supplier(
    operator: ServiceSupplier, change: SupplierChange, signatures: Sequence[VerifiedSignature] | None
) -> Collected:
    """Move the account to the named operator, or sign for its move.

    The operator that calls is the holder's own or the one that the holder comes to. When the account has moved,
    nothing waits for signatures any longer that was begun at the operator before. No signatures (None) in version
    1: its operation has none, and the operator vouches for the holder.

    Raises:
        ServiceProviderDoesNotExist: there is no operator of that name (8004).
        AccountDoesNotExist, IllegalState: there is no account, or it is still waiting for signatures (8002, 5011).
        AccessDenied: the operator that calls is neither of the two (5002).
        AlreadyExists: the account is there already (5007).
        RegistrationFailed, ProtectedIdentity, IdentityDoesNotExist, CompanyFormNotSupported: see
            `eligibility.require_eligible` (5009, 6006, 6007, 6004).
        UserNotAuthorised: the user may not act for the holder (8003).
        RegistrationNotSigned: no signature, or one by somebody who may not sign (5010).
    """
    holder = change.holder
    supplier = named_operator(change.supplier)
    _require_movable(operator, find_account(holder), holder, supplier)
    signatories = require_eligible(holder, supplier)
    require_user(signatories, change.user)
    order = ChangeOrder(RequestKind.CHANGE_SUPPLIER, operator, supplier, change.agreement_text)

    def move() -> Collected:
        account = _require_movable(operator, lock_account(holder), holder, supplier)
        request = waiting_request(account, order.kind)
        collected = UNSIGNED if signatures is None else collect_signatures(signatories, signatures, request, order)
        if collected.is_complete:
            _move(account, order, signatories, collected)
        elif not collected.is_undecidable:
            keep_waiting(account, request, order, collected.counted)
        return collected

    return change_account(move)


def _require_movable(
    operator: ServiceSupplier, account: Account | None, holder: RecipientId, to: ServiceSupplier
) -> Account:
    account = require_active(account, holder)
    require_party(operator, account, to)
    if account.supplier_id == to.pk:
        raise AlreadyExists(
            f"{holder} har redan sitt konto hos {to}.",
            f"{holder} has the account at {to} already.",
            slug="account-already-at-operator",
            fix=Text(
                f"Ange en annan operatör än {to}, eller låt kontot vara där det är.",
                f"Name another operator than {to}, or leave the account where it is.",
            ),
        )
    return account


def _move(account: Account, order: ChangeOrder, signatories: Signatories, collected: Collected) -> None:
    TRANSITIONS.require_allowed(state_of(account), AccountState.ACTIVE)
    account.pending_requests.all().delete()
    flag_removed_account(account.supplier, account.recipient, RemovalFlag.Reason.SWITCHED)
    changed = {"supplier": [account.supplier.name, order.supplier.name]}
    account.supplier = order.supplier
    account.save(update_fields=["supplier"])
    keep_agreement(order, signatories, collected, changed=changed)
