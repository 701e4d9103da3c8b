"""The status of a holder in the register: the operator, what waits for signatures, and what may be done.

The holder is the person who is logged in, or a company that the person may sign for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode
from infra.far_client import RegisterRefused
from mailbox_operator import register
from mailbox_operator.customers import access_rights, enrolment
from mailbox_operator.customers.access_rights import GrantType
from mailbox_operator.customers.agreements import Enrolment, EnrolmentAction, write_agreement
from mailbox_operator.customers.enrolment import CompanyAccount, WaitingEnrolment
from mailbox_operator.models import Operator
from mailbox_ui.models import EidHolder

FOR_COMPANIES = frozenset({GrantType.AUTHORIZED_SIGNATORY, GrantType.AUTHORIZED_ROLE})


class NotSigner(Http404):
    """The person neither signs for the company nor has a role in it."""


@dataclass(frozen=True, slots=True)
class HolderStatus:
    """A holder, and the operator that the register names for the holder's mail."""

    number: str
    name: str
    domain: str
    """The operator's internet domain; empty: no mailbox."""
    waiting: Sequence[WaitingEnrolment]
    """What waits for signatures."""
    company: CompanyAccount | None = None

    @property
    def operator(self) -> Operator | None:
        """None: no mailbox, or at an operator that is not played here."""
        return Operator.objects.filter(name=self.domain).first() if self.domain else None

    @property
    def operator_name(self) -> str:
        """As people know it."""
        operator = self.operator
        return operator.display_name if operator else self.domain

    @property
    def registration(self) -> WaitingEnrolment | None:
        """The registration that waits, if one does."""
        return next((found for found in self.waiting if found.action is EnrolmentAction.REGISTER), None)

    def action_to(self, operator: Operator) -> EnrolmentAction | None:
        """What brings the mailbox to the operator; None: it is there."""
        if not self.domain:
            return EnrolmentAction.REGISTER
        return None if self.domain == operator.name else EnrolmentAction.SWITCH

    def enrolment_for(self, action: EnrolmentAction, operator: Operator, signer: EidHolder) -> Enrolment:
        """What the signer is to sign: the text that others have signed already, where something waits."""
        begun = [found.text for found in self.waiting if (found.action, found.operator) == (action, operator.name)]
        text = next(filter(None, begun), "") or write_agreement(action, self.number, self.name, operator)
        return Enrolment(action, self.number, self.name, operator.name, signer.number, text)


def status_of(person: EidHolder) -> HolderStatus:
    """The status of the person.

    Raises:
        RegisterRefused: the register refuses to answer, with a reason.
        InternalError: it does not answer.
    """
    domain = register.chosen_operator(person.number) or ""
    own = [found for found in enrolment.waiting_for(person.number) if found.holder == person.number]
    return HolderStatus(person.number, person.name, domain, own)


def status_of_company(person: EidHolder, company: str) -> HolderStatus:
    """The status of the company. Raises as `status_of`.

    Raises:
        NotSigner: the person has nothing to do with the company.
    """
    account = enrolment.company_account(company, person.number)
    if not account.may_sign and company not in companies_of(person):
        raise NotSigner
    domain = "" if account.is_pending else account.operator
    return HolderStatus(company, account.name, domain, _waiting_of(company, person), account)


def status_of_subject(person: EidHolder, company: str) -> HolderStatus:
    """The status of the company, or without a company of the person. Raises as both functions above."""
    return status_of_company(person, company) if company else status_of(person)


def companies_of(person: EidHolder) -> dict[str, str]:
    """The names, by number, of the companies in which the person signs or has a role. Raises InternalError."""
    found = access_rights.grants_of(register.ORGANISATION_CALLER, person.number).all
    return {grant.account: grant.account_name for grant in found if grant.kind in FOR_COMPANIES}


def asked_to_sign(person: EidHolder) -> list[WaitingEnrolment]:
    """What waits for this person's signature. Empty where the register does not answer."""
    try:
        waiting = enrolment.waiting_for(person.number)
        switches = [enrolment.waiting_switch(company, person.number) for company in companies_of(person)]
    except MinaMeddelandenError:
        return []
    return [found for found in (*waiting, *switches) if found and found.signing.lacks(person.number)]


def _waiting_of(company: str, person: EidHolder) -> list[WaitingEnrolment]:
    try:
        found = [each for each in enrolment.waiting_for(person.number) if each.holder == company]
        switch = enrolment.waiting_switch(company, person.number)
    except RegisterRefused as refusal:
        if refusal.fault_code == ErrorCode.USER_NOT_AUTHORISED:
            return []
        raise
    return [*found, switch] if switch else found
