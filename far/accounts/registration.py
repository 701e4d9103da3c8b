"""Accounts begin and end. Source: api-6.3 §3.1, register and deregister."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from far.accounts import states
from far.accounts.agreements import keep_agreement
from far.accounts.collecting import WITHOUT_SIGNATURE, Collected, collect
from far.accounts.eligibility import require_eligible
from far.accounts.holders import require_possible
from far.accounts.locking import change_account, lock_account
from far.accounts.ownership import require_customer, require_named_self
from far.accounts.results import SignatureResult
from far.accounts.signers import Signatories, signatories_of
from far.accounts.states import TRANSITIONS, AccountState, state_of
from far.accounts.waiting import Wish, expiry_from, keep_waiting, waiting_request
from far.models import Account, RequestKind, ServiceSupplier
from far.operators import is_same_operator
from far.signatures import VerifiedSignature
from infra import clock
from infra.errors import AccountDoesNotExist, AlreadyExists, IllegalState
from infra.identity import RecipientId


@dataclass(frozen=True)
class AccountRequest:
    """A request to begin or end an account, as its holder has signed it."""

    holder: RecipientId
    agreement_text: str
    supplier: str
    """The operator's internet domain."""
    agreed_on: date | None = None


def register(
    operator: ServiceSupplier,
    request: AccountRequest,
    signatures: Sequence[VerifiedSignature],
    account_type: Account.Type = Account.Type.SECURE,
) -> SignatureResult:
    """Begin an account with the operator, or sign for one that waits for signatures.

    An anonymous account begins without signatures; any that come with it are not used.

    Raises:
        ServiceProviderDoesNotExist, AccessDenied: the request names no operator, or another one (8004, 5002).
        RegistrationFailed, ProtectedIdentity, IdentityDoesNotExist, CompanyFormNotSupported: see
            `eligibility.require_eligible` (5009, 6006, 6007, 6004).
        AlreadyExists: there is an account (5007).
        IllegalState: a registration waits for signatures at another operator, or of another text (5011).
        RegistrationNotSigned: no signature, or one by somebody who may not sign (5010).

    Source: api-6.3 §3.1, register's figure.
    """
    require_possible(request.holder)
    supplier = require_named_self(operator, request.supplier)
    signatories = require_eligible(request.holder, supplier)
    wish = Wish(RequestKind.CREATE, operator, supplier, request.agreement_text, request.agreed_on)

    def change() -> SignatureResult:
        account = lock_account(request.holder)
        _require_registrable(account, request.holder, supplier)
        if account_type == Account.Type.ANONYMOUS:
            _require_nothing_waits(account)
            collected = WITHOUT_SIGNATURE
        else:
            waiting = waiting_request(account, RequestKind.CREATE)
            collected = collect(signatories, signatures, waiting, request.agreement_text)
        _store(account, request.holder, account_type, wish, collected, signatories)
        return SignatureResult(request.holder, collected.decision, collected.signed_at)

    return change_account(change)


def deregister(
    operator: ServiceSupplier, request: AccountRequest, signatures: Sequence[VerifiedSignature]
) -> SignatureResult:
    """End the account of one of the operator's customers, or sign for its end.

    Raises:
        ServiceProviderDoesNotExist, AccessDenied: the request names no operator, or the account is another's
            (8004, 5002).
        AccountDoesNotExist: there is none (8002).
        IllegalState: it is still waiting for signatures, or its end was signed for with another text (5011).
        RegistrationNotSigned: no signature, or one by somebody who may not sign (5010).
    """
    require_possible(request.holder)
    supplier = require_named_self(operator, request.supplier)
    signatories = signatories_of(request.holder)
    wish = Wish(RequestKind.DELETE, operator, supplier, request.agreement_text, request.agreed_on)

    def change() -> SignatureResult:
        account = require_active(lock_account(request.holder), request.holder)
        require_customer(operator, account)
        if account.type == Account.Type.ANONYMOUS and not signatures:
            collected = WITHOUT_SIGNATURE
        else:
            waiting = waiting_request(account, RequestKind.DELETE)
            collected = collect(signatories, signatures, waiting, request.agreement_text)
        _end(account, wish, collected, signatories)
        return SignatureResult(request.holder, collected.decision, collected.signed_at)

    return change_account(change)


def require_active(account: Account | None, holder: RecipientId) -> Account:
    """The account, if it has begun.

    Raises:
        AccountDoesNotExist: there is none (8002).
        IllegalState: it still waits for signatures (5011).
    """
    if account is None:
        raise AccountDoesNotExist(
            f"{holder} har inget konto i FaR.",
            f"{holder} has no account in FaR.",
        )
    if account.pending:
        raise IllegalState(
            f"Registreringen av {holder} väntar på underskrifter hos {account.supplier}. Skriv under den, eller "
            "ta bort den med deletePendingAccountRequest.",
            f"The registration of {holder} waits for signatures at {account.supplier}. Sign it, or withdraw it "
            "with deletePendingAccountRequest.",
        )
    return account


def _require_registrable(account: Account | None, holder: RecipientId, supplier: ServiceSupplier) -> None:
    if account is None:
        return
    if not account.pending:
        since = f"{account.registered_at:%Y-%m-%d %H:%M} UTC"
        raise AlreadyExists(
            f"{holder} har redan ett konto, hos {account.supplier} sedan {since}. Byt operatör med "
            "changeServiceSupplier, eller avsluta kontot med deregister.",
            f"{holder} has an account already, at {account.supplier} since {since}. Change operator with "
            "changeServiceSupplier, or end the account with deregister.",
        )
    if not is_same_operator(account.supplier, supplier):
        raise IllegalState(
            f"En registrering av {holder} väntar på underskrifter hos {account.supplier}. Ta bort den med "
            "deletePendingAccountRequest, som varje operatör får göra, och registrera sedan.",
            f"A registration of {holder} waits for signatures at {account.supplier}. Withdraw it with "
            "deletePendingAccountRequest, which every operator may do, and then register.",
        )


def _require_nothing_waits(account: Account | None) -> None:
    if account is not None:
        raise IllegalState(
            "En registrering med underskrift (Secure) väntar redan. Ta bort den med deletePendingAccountRequest "
            "innan kontot registreras som Anonymous.",
            "A registration with signatures (Secure) waits already. Withdraw it with deletePendingAccountRequest "
            "before you register the account as Anonymous.",
        )


def _store(
    account: Account | None,
    holder: RecipientId,
    account_type: Account.Type,
    wish: Wish,
    collected: Collected,
    signatories: Signatories,
) -> None:
    if collected.is_undecidable:
        return
    after = states.ACTIVE if collected.is_complete else states.PENDING
    TRANSITIONS.require_allowed(state_of(account), after)
    request = waiting_request(account, RequestKind.CREATE)
    account = _written(account or Account(recipient=holder.value), account_type, wish.supplier, after)
    if after is states.PENDING:
        keep_waiting(account, request, wish, collected)
        return
    account.pending_requests.all().delete()
    keep_agreement(wish, holder, signatories, collected)


def _written(
    account: Account, account_type: Account.Type, supplier: ServiceSupplier, state: AccountState
) -> Account:
    now, is_new = clock.now(), account._state.adding
    if state is states.PENDING and not is_new:
        return account
    account.type, account.supplier, account.registered_at = account_type, supplier, now
    account.pending = state is states.PENDING
    account.pending_until = expiry_from(now) if account.pending else None
    account.save(force_insert=is_new)
    return account


def _end(account: Account, wish: Wish, collected: Collected, signatories: Signatories) -> None:
    if collected.is_undecidable:
        return
    after = states.NONE if collected.is_complete else states.LEAVING
    TRANSITIONS.require_allowed(state_of(account), after)
    if after is states.LEAVING:
        keep_waiting(account, waiting_request(account, RequestKind.DELETE), wish, collected)
        return
    holder = RecipientId(account.recipient)
    account.delete()
    keep_agreement(wish, holder, signatories, collected)
