"""A holder gets a mailbox, moves it or closes it: through the operator, and decided by the register (FaR).

Source: contract Recipient v3 register, deregister, changeServiceSupplier and what waits of them; api-6.3 §3.1;
docs/registration.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from xsdata.models.datatype import XmlDate

from contracts import authority, authority_service, common, recipient_v2, recipient_v3
from contracts import recipient as contract
from infra import clock
from infra.errors.codes import ErrorCode
from infra.far_client import RegisterRefused
from infra.versions import rights_version
from mailbox_operator import register
from mailbox_operator.customers import welcome
from mailbox_operator.customers.agreements import Enrolment, EnrolmentAction
from mailbox_operator.customers.signing import SigningProgress
from mailbox_operator.mailbox import opening
from mailbox_operator.models import Operator

SERVICE: Final = "Recipient/v3"
ASKING: Final = register.ORGANISATION_CALLER
"""The caller of questions about what waits. Any operator may ask them, so it does not matter which one does."""


def require_eligible(holder: str, operator: str) -> None:
    """Ask the register whether the holder may have a mailbox with the operator. Nothing is stored.

    Source: contract Authority testNewSigner. Raises as `carry_out`: RegisterRefused when the holder may not.
    """
    question = authority_service.TestNewSigner(arg0=holder, arg3=authority.AccountActions.OWNERSHIP)
    register.ask_register(operator, "Authority", question, authority_service.TestNewSignerResponse)


def carry_out(wanted: Enrolment, signature: common.SignatureData) -> SigningProgress:
    """Ask the register to do it, with the person's signature. When it is done, the mailbox opens or closes here.

    Raises:
        RegisterRefused: an application fault (from 5000), for the person to hear of. Nothing has changed.
        InternalError: no answer. It may have been done: the register knows.
    """
    signing = SigningProgress.read(_CALLS[wanted.action](wanted, signature))
    rights_version.advance()
    if signing.is_complete:
        _follow(wanted)
    return signing


def _follow(done: Enrolment) -> None:
    operator = Operator.objects.get(name=done.operator)
    if done.action is EnrolmentAction.DEREGISTER:
        opening.close_mailboxes(operator, [done.holder])
        return
    opening.open_mailboxes(operator, [done.holder], done.holder_name)
    welcome.deliver_welcome(operator, done.holder)


@dataclass(frozen=True, slots=True)
class WaitingEnrolment:
    """Something that waits for more signatures."""

    action: EnrolmentAction
    holder: str
    operator: str
    """The internet domain of the operator that the mailbox is to be with, or that it leaves."""
    text: str
    """The agreement text that the next one signs. Of a change of operator the register does not tell it: empty."""
    begun_on: date | None
    """The day that the agreement bears; None: the register does not tell it."""
    signing: SigningProgress


def waiting_for(person: str) -> list[WaitingEnrolment]:
    """The registrations and deregistrations that wait of the person and of companies that the person signs for.

    Raises as `carry_out`.
    """
    request = recipient_v3.GetPendingAccountRequest(recipient_id=[], user_identity=person)
    answer = register.ask_register(ASKING, SERVICE, request, recipient_v3.GetPendingAccountRequestResponse)
    return [_read_request(found) for found in answer.return_value]


def waiting_switch(holder: str, person: str) -> WaitingEnrolment | None:
    """The change of operator that waits, if one does. Raises as `carry_out`."""
    request = recipient_v2.GetPendingChangeServiceSupplier(
        id=recipient_v2.Id(value=holder), user_identity=recipient_v2.UserIdentity(value=person)
    )
    try:
        answer = register.ask_register(
            ASKING, SERVICE, request, recipient_v2.GetPendingChangeServiceSupplierResponse
        )
    except RegisterRefused as refusal:
        if refusal.fault_code in NOTHING_WAITS:
            return None
        raise
    found = answer.return_value
    to = found.service_supplier.name if found.service_supplier else ""
    return WaitingEnrolment(
        EnrolmentAction.SWITCH, holder, to, "", None, SigningProgress.read(found.pending_signatures)
    )


def find_waiting(action: EnrolmentAction, holder: str, person: str) -> WaitingEnrolment | None:
    """Find the waiting request of this kind that the register shows the person. Raises as `carry_out`."""
    if action is EnrolmentAction.SWITCH:
        return waiting_switch(holder, person)
    found = waiting_for(person)
    return next((each for each in found if (each.action, each.holder) == (action, holder)), None)


NOTHING_WAITS: Final = frozenset({ErrorCode.NOT_FOUND, ErrorCode.ACCOUNT_DOES_NOT_EXIST, ErrorCode.ILLEGAL_STATE})


def withdraw_request(waiting: WaitingEnrolment, person: str) -> None:
    """Give up what waits. Raises as `carry_out`."""
    if waiting.action is EnrolmentAction.SWITCH:
        named = recipient_v2.OrganizationIdentity(
            id=recipient_v2.Id(value=waiting.holder), user_identity=recipient_v2.UserIdentity(value=person)
        )
        switch = recipient_v2.DeletePendingChangeServiceSupplier(organization_identity=named)
        register.ask_register(ASKING, SERVICE, switch, recipient_v2.DeletePendingChangeServiceSupplierResponse)
        return
    request = recipient_v3.DeletePendingAccountRequest(recipient_id=waiting.holder, user_identity=person)
    register.ask_register(ASKING, SERVICE, request, recipient_v3.DeletePendingAccountRequestResponse)


@dataclass(frozen=True, slots=True)
class CompanyAccount:
    """A company, its signatory rule, and how its mailbox stands, as an operator is told."""

    number: str
    name: str
    rule: str
    """The signatory rule in clear text."""
    may_sign: bool
    """The person who asks may sign for it, alone or with others."""
    signers: tuple[str, ...]
    """The names of the people that may sign."""
    operator: str = ""
    """The internet domain of the operator that it has or has begun with; empty: neither."""
    is_pending: bool = False
    """The registration waits for signatures."""

    @property
    def is_undecidable(self) -> bool:
        """No machine can read the rule about its signatories."""
        return not self.signers


def company_account(company: str, person: str) -> CompanyAccount:
    """Ask whether the person may sign for the company, and for the state of its account. Raises as `carry_out`."""
    request = recipient_v2.IsAuthorizedSigner(
        company_id=recipient_v2.CompanyId(value=company), user_identity=recipient_v2.UserIdentity(value=person)
    )
    answer = register.ask_register(ASKING, SERVICE, request, recipient_v2.IsAuthorizedSignerResponse).return_value
    account = answer.account_information
    return CompanyAccount(
        number=company,
        name=answer.company_name,
        rule=answer.company_signature_rule_text,
        may_sign=answer.is_account_authorized_signer,
        signers=tuple(signer.name for signer in answer.possible_signers),
        operator=account.service_supplier if account else "",
        is_pending=account is not None and account.account_status is recipient_v2.AccountStatus.PENDING,
    )


def _register(wanted: Enrolment, signature: common.SignatureData) -> authority.SignatureAuthorizationResult:
    request = recipient_v3.Register(
        account_request=_account_request(wanted, contract.AccountRequestTypes.CREATE),
        account_type=contract.AccountTypes.SECURE,
        signature=[signature],
    )
    return register.ask_register(wanted.operator, SERVICE, request, recipient_v3.RegisterResponse).return_value


def _deregister(wanted: Enrolment, signature: common.SignatureData) -> authority.SignatureAuthorizationResult:
    request = recipient_v3.Deregister(
        deregister_account=_account_request(wanted, contract.AccountRequestTypes.DELETE), signature=[signature]
    )
    return register.ask_register(wanted.operator, SERVICE, request, recipient_v3.DeregisterResponse).return_value


def _switch(wanted: Enrolment, signature: common.SignatureData) -> authority.SignatureAuthorizationResult:
    request = recipient_v2.ChangeServiceSupplier(
        id=recipient_v2.Id(value=wanted.holder),
        user_identity=recipient_v2.UserIdentity(value=wanted.user),
        service_supplier=wanted.operator,
        agreement_text=wanted.text,
        signature_data=[signature],
    )
    answer = register.ask_register(wanted.operator, SERVICE, request, recipient_v2.ChangeServiceSupplierResponse)
    return answer.signature_authorization_result


_CALLS: Final[
    Mapping[EnrolmentAction, Callable[[Enrolment, common.SignatureData], authority.SignatureAuthorizationResult]]
] = {
    EnrolmentAction.REGISTER: _register,
    EnrolmentAction.DEREGISTER: _deregister,
    EnrolmentAction.SWITCH: _switch,
}
_ACTIONS: Final = {
    contract.AccountRequestTypes.CREATE: EnrolmentAction.REGISTER,
    contract.AccountRequestTypes.DELETE: EnrolmentAction.DEREGISTER,
}


def _account_request(wanted: Enrolment, kind: contract.AccountRequestTypes) -> contract.AccountRequest:
    return contract.AccountRequest(
        id=wanted.holder,
        type_value=kind,
        agreement_text=wanted.text,
        timestamp=XmlDate.from_date(clock.today()),
        service_supplier=wanted.operator,
    )


def _read_request(found: contract.PendingAccountRequest) -> WaitingEnrolment:
    request = found.account_request
    return WaitingEnrolment(
        _ACTIONS[request.type_value],
        request.id,
        request.service_supplier,
        request.agreement_text,
        request.timestamp.to_date(),
        SigningProgress.read(found.signature_status),
    )
