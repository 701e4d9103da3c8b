"""Whether a person may be let into a company's mailbox. Source: api-6.3 §3.1, isAuthorizedSigner."""

from collections.abc import Mapping
from dataclasses import dataclass

from far.accounts.eligibility import require_form
from far.accounts.locking import find_account
from far.accounts.signing.agreements import latest_registration, signatures_in
from far.accounts.signing.collecting import count_signatures
from far.accounts.signing.signers import CompanySignatories, company_of, signatories_of_company
from far.accounts.signing.waiting import GivenSignature, signatures_of, waiting_request
from far.base_registers.companies import Company
from far.models import Account, RequestKind
from far.signatories import AuthorizationStatus, Signer
from infra.errors import InvalidInput
from infra.identity import RecipientId


@dataclass(frozen=True)
class SignedAccount:
    """A company's account, begun or waiting for signatures, and its signers so far."""

    is_pending: bool
    signed_by: tuple[Signer, ...]
    status: AuthorizationStatus
    """Whether these and the asked person's signature fulfil the rule."""
    supplier: str
    agreement_text: str | None


@dataclass(frozen=True)
class SignerAnswer:
    """What an operator is told about a person and a company."""

    is_authorized: bool
    """The person may sign for the company, alone or with others."""
    company: Company
    possible_signers: tuple[Signer, ...]
    account: SignedAccount | None
    """None: no account was begun."""


def look_up_signer(holder: RecipientId, user: str) -> SignerAnswer:
    """Say whether the user may sign for the company, and how its account stands. The user needs no account.

    Raises:
        InvalidInput: the number is a person's (5001).
        CompanyFormNotSupported: the company register does not have the organisation, or it is of a form that can
            have no mailbox (6004).
        CompanyRegisterFailed, PopulationRegisterFailed: no usable answer (5018, 5017).
    """
    _require_organisation(holder)
    company = company_of(holder)
    require_form(company)
    signatories = signatories_of_company(company)
    account = find_account(holder)
    return SignerAnswer(
        is_authorized=signatories.includes(user),
        company=company,
        possible_signers=signatories.decide({}).possible_signers,
        account=_signed_account(account, signatories, user) if account else None,
    )


def _signed_account(account: Account, signatories: CompanySignatories, user: str) -> SignedAccount:
    given, text = _signatures(account)
    with_user = given.keys() | {user}
    return SignedAccount(
        is_pending=account.pending,
        signed_by=count_signatures(signatories, given).decision.signed_by,
        status=signatories.decide(dict.fromkeys(with_user, "")).status,
        supplier=account.supplier.name,
        agreement_text=text,
    )


def _signatures(account: Account) -> tuple[Mapping[str, GivenSignature], str | None]:
    """The signers of the account, and the signed texts. None of accounts that the register was filled with."""
    if account.pending:
        request = waiting_request(account, RequestKind.CREATE)
        return (signatures_of(request), request.agreement_text) if request else ({}, None)
    agreement = latest_registration(RecipientId(account.recipient))
    return (signatures_in(agreement), agreement.agreement_text) if agreement else ({}, None)


def _require_organisation(holder: RecipientId) -> None:
    if not holder.is_organisation:
        raise InvalidInput(
            f"CompanyId ({holder}) är en persons nummer. isAuthorizedSigner gäller organisationer.",
            f"CompanyId ({holder}) is a person's number. isAuthorizedSigner is about organisations.",
            slug="company-id-is-a-person",
        )
