"""The answer about a person and a company's mailbox, in the contract's words."""

from contracts import authority, recipient_v2
from far.accounts.authorized_signers import SignedAccount, SignerAnswer
from far.soap.results import persons_of


def authorized_account(answer: SignerAnswer, user: str) -> recipient_v2.AuthorizedAccount:
    """Whether the person may sign, and how the company's account stands."""
    company = answer.company
    return recipient_v2.AuthorizedAccount(
        is_account_authorized_signer=answer.is_authorized,
        user_identity=recipient_v2.UserIdentity(value=user),
        company_id=recipient_v2.CompanyId(value=company.number),
        company_name=company.name,
        company_signature_rule_text=company.rule_text,
        possible_signers=persons_of(answer.possible_signers),
        account_information=_account_information(answer.account) if answer.account else None,
    )


def _account_information(account: SignedAccount) -> recipient_v2.AccountInformation:
    status = recipient_v2.AccountStatus
    return recipient_v2.AccountInformation(
        account_status=status.PENDING if account.is_pending else status.ACTIVE,
        signed_by=persons_of(account.signed_by),
        signature_status=authority.AuthorizationStatus(account.status.value),
        service_supplier=account.supplier,
        agreement_text=account.agreement_text,
    )
