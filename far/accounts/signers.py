"""Who may sign for a holder: asked of the base registers once for each call, before its transaction begins.

Source: api-6.3 §3.1: a private account is signed for by the person, a company's by its signatory rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from far import signatories
from far.base_registers.companies import Company, find_company
from far.base_registers.people import Person, find_person
from far.signatories import AccountAction, AuthorizationStatus, SignatoryDecision, Signer
from infra.errors import CompanyFormNotSupported, UserNotAuthorised
from infra.identity import RecipientId

Names = Mapping[str, str]
"""Number -> name of those who have signed."""

UNSIGNED = SignatoryDecision(AuthorizationStatus.COMPLETE, (), (), "")
"""The decision about an anonymous account, which nobody signs for."""


class Signatories(Protocol):
    """Those who may sign for one holder."""

    @property
    def holder_name(self) -> str: ...

    def decide(self, signed: Names, action: AccountAction) -> SignatoryDecision:
        """Whether these signatures suffice, and who else may sign."""

    def includes(self, user: str, action: AccountAction) -> bool:
        """Whether the user is one of those who may sign, alone or with others."""


@dataclass(frozen=True)
class PrivateSignatories:
    """The person, who alone signs for a private account."""

    number: str
    name: str = ""

    @property
    def holder_name(self) -> str:
        return self.name

    def decide(self, signed: Names, action: AccountAction) -> SignatoryDecision:  # noqa: ARG002 (one for all)
        if self.number in signed:
            signer = Signer(self.number, self.name or signed[self.number])
            return SignatoryDecision(AuthorizationStatus.COMPLETE, (signer,), (), "")
        return SignatoryDecision(AuthorizationStatus.INCOMPLETE, (), (Signer(self.number, self.name),), "")

    def includes(self, user: str, action: AccountAction) -> bool:  # noqa: ARG002 (one for all)
        return user == self.number


@dataclass(frozen=True)
class CompanySignatories:
    """The officers of a company, as its signatory rule lets them sign today."""

    company: Company
    people: Mapping[str, Person]

    @property
    def holder_name(self) -> str:
        return self.company.name

    def decide(self, signed: Names, action: AccountAction) -> SignatoryDecision:
        return signatories.decide(self.company, self.people, signed.keys(), action=action)

    def includes(self, user: str, action: AccountAction) -> bool:
        possible = self.decide({}, action).possible_signers
        return any(signer.number == user for signer in possible)


def signatories_of(holder: RecipientId) -> Signatories:
    """Those who may sign for the holder. A person's own signature needs no question to a register.

    Raises:
        CompanyFormNotSupported: the company register does not have the organisation (6004).
        CompanyRegisterFailed, PopulationRegisterFailed: no usable answer (5018, 5017).
    """
    if holder.is_person:
        return PrivateSignatories(holder.value)
    return signatories_of_company(company_of(holder))


def signatories_of_company(company: Company) -> CompanySignatories:
    """The company's officers with their entries in the population register.

    Raises:
        PopulationRegisterFailed: no usable answer (5017).
    """
    numbers = sorted({officer.number for officer in company.officers if not officer.number.startswith("16")})
    found = {number: find_person(number) for number in numbers}
    return CompanySignatories(company, {number: person for number, person in found.items() if person})


def company_of(holder: RecipientId) -> Company:
    """The organisation's entry in the company register.

    Raises:
        CompanyFormNotSupported: there is none (6004).
        CompanyRegisterFailed: no usable answer (5018).
    """
    company = find_company(holder.value)
    if company is None:
        raise CompanyFormNotSupported(
            f"Bolagsverket har ingen organisation {holder}. Myndigheter och andra som inte står i bolagsregistret "
            "kan inte ha brevlåda.",
            f"Bolagsverket has no organisation {holder}. Agencies and others that are not in the company register "
            "can have no mailbox.",
        )
    return company


def require_user(
    signatories: Signatories, holder: RecipientId, user: str, action: AccountAction = AccountAction.OWNERSHIP
) -> None:
    """Return if the user is the holder, or one of those who may sign for it.

    Raises:
        UserNotAuthorised: the user is neither (8003).
    """
    if signatories.includes(user, action):
        return
    who = masked(user)
    raise UserNotAuthorised(
        f"{who} får inte agera för {holder}: bara innehavaren själv, eller ett företags firmatecknare, får det.",
        f"{who} may not act for {holder}: only the holder may, or those who may sign for a company.",
    )


def masked(user: str) -> str:
    """A person's identity as texts show it: the day of birth, or the country of a foreign identity."""
    return f"{user[:8]}****" if user[:1].isdigit() else f"{user[:2]}****"
