"""Accounts begin and end. Source: api-6.3 §3.1, register and deregister."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from far.accounts.eligibility import require_eligible
from far.accounts.identities import mask_user
from far.accounts.locking import change_account, find_account, lock_account
from far.accounts.ownership import require_active, require_customer, require_named_self
from far.accounts.signing.agreements import keep_agreement
from far.accounts.signing.collecting import UNSIGNED, Collected, collect_signatures
from far.accounts.signing.signers import Signatories, named_signatories_of
from far.accounts.signing.waiting import ChangeOrder, expiry_from, keep_waiting, waiting_request
from far.accounts.states import TRANSITIONS, AccountState, state_of
from far.callbacks.removals import flag_removed_account
from far.consents.ending import end_all_of
from far.models import Account, RemovalFlag, RequestKind, ServiceSupplier
from far.operators import is_same_operator
from far.signatures import VerifiedSignature, claim_all
from infra import clock
from infra.errors import AlreadyExists, IllegalState, RegistrationNotSigned
from infra.identity import RecipientId
from infra.texts import Text


@dataclass(frozen=True)
class AccountRequest:
    """A request to begin or end an account, as its holder has signed it."""

    holder: RecipientId
    agreement_text: str
    supplier: str
    """The operator's internet domain."""
    agreed_on: date | None = None

    def order(self, kind: RequestKind, operator: ServiceSupplier, supplier: ServiceSupplier) -> ChangeOrder:
        return ChangeOrder(kind, operator, supplier, self.agreement_text, self.agreed_on)


def register_account(
    operator: ServiceSupplier,
    request: AccountRequest,
    signatures: Sequence[VerifiedSignature],
    account_type: Account.Type = Account.Type.SECURE,
) -> Collected:
    """Begin an account with the operator, or sign for one that waits for signatures.

    An anonymous account begins without signatures. One that comes with it must be the person's own, and decides
    nothing; it is used up like others.

    Raises:
        ServiceProviderDoesNotExist, AccessDenied: the request names no operator, or another one (8004, 5002).
        AlreadyExists: there is an account (5007).
        IllegalState: a registration waits for signatures at another operator, or of another text (5011).
        RegistrationFailed, ProtectedIdentity, IdentityDoesNotExist, CompanyFormNotSupported: see
            `eligibility.require_eligible` (5009, 6006, 6007, 6004).
        RegistrationNotSigned: no signature, or one by somebody who may not sign; or an anonymous account of a
            company, or one that somebody else has signed (5010).

    Source: api-6.3 §3.1, register's figure.
    """
    holder = request.holder
    supplier = require_named_self(operator, request.supplier)
    _require_registrable(find_account(holder), holder, supplier)
    signatories = require_eligible(holder, supplier)
    order = request.order(RequestKind.CREATE, operator, supplier)

    def change() -> Collected:
        account = lock_account(holder)
        _require_registrable(account, holder, supplier)
        if account_type == Account.Type.ANONYMOUS:
            collected = _anonymous(account, holder, signatures)
        else:
            collected = collect_signatures(signatories, signatures, waiting_request(account, order.kind), order)
        if not collected.is_undecidable:
            _store(account or Account(recipient=holder.value, type=account_type), order, collected, signatories)
        return collected

    return change_account(change)


def _anonymous(account: Account | None, holder: RecipientId, signatures: Sequence[VerifiedSignature]) -> Collected:
    """What suffices for an anonymous account. Raises as `register_account`."""
    _require_nothing_waits(account)
    _require_person(holder)
    _require_own(signatures, holder)
    claim_all(signatures)
    return UNSIGNED


def deregister_account(
    operator: ServiceSupplier, request: AccountRequest, signatures: Sequence[VerifiedSignature]
) -> Collected:
    """End the account of one of the operator's customers, or sign for its end.

    Raises:
        ServiceProviderDoesNotExist, AccessDenied: the request names no operator, or another one; or the account
            is another's (8004, 5002).
        AccountDoesNotExist: there is none (8002).
        IllegalState: it is still waiting for signatures, or its end waits for some of another text (5011).
        RegistrationNotSigned: no signature, or one by somebody who may not sign (5010).

    Source: api-6.3 §3.1, deregister.
    """
    holder = request.holder
    supplier = require_named_self(operator, request.supplier)
    require_customer(operator, require_active(find_account(holder), holder))
    signatories = named_signatories_of(holder)
    order = request.order(RequestKind.DELETE, operator, supplier)

    def change() -> Collected:
        account = require_active(lock_account(holder), holder)
        require_customer(operator, account)
        if account.is_anonymous and not signatures:
            collected = UNSIGNED
        else:
            collected = collect_signatures(signatories, signatures, waiting_request(account, order.kind), order)
        if not collected.is_undecidable:
            _end(account, order, collected, signatories)
        return collected

    return change_account(change)


def _require_registrable(account: Account | None, holder: RecipientId, supplier: ServiceSupplier) -> None:
    """Return unless there is an account, or a registration at another operator."""
    if account is None:
        return
    if not account.pending:
        since = f"{account.registered_at:%Y-%m-%d %H:%M} UTC"
        raise AlreadyExists(
            f"{holder} har redan ett konto, hos {account.supplier} sedan {since}. Byt operatör med "
            "changeServiceSupplier, eller avsluta kontot med deregister.",
            f"{holder} has an account already, at {account.supplier} since {since}. Change operator with "
            "changeServiceSupplier, or end the account with deregister.",
            slug="account-exists",
            fix=Text(
                f"Flytta kontot från {account.supplier} med changeServiceSupplier, avsluta det med "
                "deregister, eller registrera någon annan.",
                f"Move the account from {account.supplier} with changeServiceSupplier, end it with "
                "deregister, or register somebody else.",
            ),
        )
    if not is_same_operator(account.supplier, supplier):
        raise IllegalState(
            f"En registrering av {holder} väntar på underskrifter hos {account.supplier}. Ta bort den med "
            "deletePendingAccountRequest, som varje operatör får göra, och registrera sedan.",
            f"A registration of {holder} waits for signatures at {account.supplier}. Withdraw it with "
            "deletePendingAccountRequest, which every operator may do, and then register.",
            slug="registration-pending-elsewhere",
        )


def _require_person(holder: RecipientId) -> None:
    """Return unless the holder is a company: its account begins only with the signatures of its signatories."""
    if holder.is_organisation:
        raise RegistrationNotSigned(
            f"{holder} är ett företag, och dess konto börjar med underskrift av dem som tecknar firman. "
            "Registrera det som Secure; Anonymous är för personer.",
            f"{holder} is a company, whose account begins with the signatures of those who sign for it. Register "
            "it as Secure; Anonymous is for people.",
            slug="company-account-must-be-secure",
        )


def _require_own(signatures: Sequence[VerifiedSignature], holder: RecipientId) -> None:
    """Return unless somebody else has signed for an account that needs no signature."""
    for signature in signatures:
        if signature.number != holder.value:
            who = mask_user(signature.number)
            raise RegistrationNotSigned(
                f"{who} har skrivit under, men kontot ska vara {holder}s. Ett Anonymous-konto registreras utan "
                "underskrift: skicka ett tomt SignatureData, eller innehavarens egen underskrift.",
                f"{who} has signed, but the account is to be that of {holder}. An Anonymous account is registered "
                "without signature: send one empty SignatureData, or the holder's own signature.",
                slug="anonymous-account-signed-by-another",
            )


def _require_nothing_waits(account: Account | None) -> None:
    if account is not None:
        raise IllegalState(
            "En registrering med underskrift (Secure) väntar redan. Ta bort den med deletePendingAccountRequest "
            "innan kontot registreras som Anonymous.",
            "A registration with signatures (Secure) waits already. Withdraw it with deletePendingAccountRequest "
            "before you register the account as Anonymous.",
            slug="signed-registration-pending",
        )


def _store(account: Account, order: ChangeOrder, collected: Collected, signatories: Signatories) -> None:
    """Bring the account, which may be new, into the state that the signatures suffice for."""
    before = AccountState.NONE if account.is_new else AccountState.PENDING
    after = AccountState.ACTIVE if collected.is_complete else AccountState.PENDING
    TRANSITIONS.require_allowed(before, after)
    if after is AccountState.ACTIVE:
        _activate(account, order.supplier)
        keep_agreement(order, signatories, collected, changed={"supplier": [None, order.supplier.name]})
        return
    if account.is_new:
        _begin_waiting(account, order.supplier)
    keep_waiting(account, waiting_request(account, order.kind), order, collected.counted)


def _activate(account: Account, supplier: ServiceSupplier) -> None:
    account.pending, account.pending_until = False, None
    account.supplier, account.registered_at = supplier, clock.now()
    if account.is_new:
        account.save(force_insert=True)
        return
    account.pending_requests.all().delete()
    account.save()


def _begin_waiting(account: Account, supplier: ServiceSupplier) -> None:
    now = clock.now()
    account.pending, account.pending_until = True, expiry_from(now)
    account.supplier, account.registered_at = supplier, now
    account.save(force_insert=True)


def _end(account: Account, order: ChangeOrder, collected: Collected, signatories: Signatories) -> None:
    after = AccountState.NONE if collected.is_complete else AccountState.LEAVING
    TRANSITIONS.require_allowed(state_of(account), after)
    if after is AccountState.LEAVING:
        keep_waiting(account, waiting_request(account, order.kind), order, collected.counted)
        return
    end_all_of(account.recipient)
    flag_removed_account(account.supplier, account.recipient, RemovalFlag.Reason.DEREGISTERED)
    account.delete()
    keep_agreement(order, signatories, collected, changed={"supplier": [order.supplier.name, None]})
