"""The people that may sign for a holder: the base registers are asked once in each call, before its transaction.

Source: api-6.3 §3.1: a private account is signed for by the person, a company's by its signatory rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from far import signatories
from far.accounts.identities import mask_user
from far.base_registers.companies import Company, find_company
from far.base_registers.people import Person, find_person
from far.base_registers.problems import PopulationRegisterFailed
from far.signatories import AccountAction, AuthorizationStatus, SignatoryDecision, Signer
from infra.errors import CompanyFormNotSupported, UserNotAuthorised
from infra.identity import RecipientId

Names = Mapping[str, str]
"""Number -> name of the people that have signed."""


class Signatories(Protocol):
    """The people that may sign for one holder."""

    @property
    def holder(self) -> RecipientId: ...

    @property
    def holder_name(self) -> str:
        """Empty where no register has been asked."""

    def decide(self, signed: Names, action: AccountAction = AccountAction.OWNERSHIP) -> SignatoryDecision:
        """Whether these signatures suffice, and the others that may sign."""

    def includes(self, user: str, action: AccountAction = AccountAction.OWNERSHIP) -> bool:
        """Whether the user may sign, alone or with others."""

    def name_of(self, number: str) -> str:
        """The registered name of the holder or an officer; empty: it is not known here."""

    def can_complete(self, action: AccountAction = AccountAction.OWNERSHIP) -> bool:
        """Whether anybody may sign today."""

    def names(self, user: str, action: AccountAction = AccountAction.OWNERSHIP) -> bool:
        """Whether the rule counts the user, even if too few are left to fulfil it."""


@dataclass(frozen=True)
class PrivateSignatories:
    """The person, who alone signs for a private account, for every action."""

    holder: RecipientId
    holder_name: str = ""
    is_alive: bool = True
    """False: the population register says that the person is dead. Nobody can sign for the account then."""

    def decide(self, signed: Names, _action: AccountAction = AccountAction.OWNERSHIP) -> SignatoryDecision:
        number = self.holder.value
        if not self.is_alive:
            return SignatoryDecision(AuthorizationStatus.INCOMPLETE, (), (), "")
        if number in signed:
            signer = Signer(number, self.holder_name or signed[number])
            return SignatoryDecision(AuthorizationStatus.COMPLETE, (signer,), (), "")
        return SignatoryDecision(AuthorizationStatus.INCOMPLETE, (), (Signer(number, self.holder_name),), "")

    def includes(self, user: str, _action: AccountAction = AccountAction.OWNERSHIP) -> bool:
        return self.is_alive and self.names(user)

    def can_complete(self, _action: AccountAction = AccountAction.OWNERSHIP) -> bool:
        return self.is_alive

    def names(self, user: str, _action: AccountAction = AccountAction.OWNERSHIP) -> bool:
        return user == self.holder.value

    def name_of(self, number: str) -> str:
        return self.holder_name if number == self.holder.value else ""


@dataclass(frozen=True)
class CompanySignatories:
    """The officers of a company, as its signatory rule lets them sign today."""

    company: Company
    people: Mapping[str, Person]

    @property
    def holder(self) -> RecipientId:
        return RecipientId(self.company.number)

    @property
    def holder_name(self) -> str:
        return self.company.name

    def decide(self, signed: Names, action: AccountAction = AccountAction.OWNERSHIP) -> SignatoryDecision:
        return signatories.decide_signatories(self.company, self.people, signed.keys(), action=action)

    def includes(self, user: str, action: AccountAction = AccountAction.OWNERSHIP) -> bool:
        return any(signer.number == user for signer in self.decide({}, action).possible_signers)

    def can_complete(self, action: AccountAction = AccountAction.OWNERSHIP) -> bool:
        return bool(self.decide({}, action).possible_signers)

    def names(self, user: str, action: AccountAction = AccountAction.OWNERSHIP) -> bool:
        return user in signatories.named_officers(self.company, action)

    def name_of(self, number: str) -> str:
        person = self.people.get(number)
        if person is None:
            return ""
        return signatories.PROTECTED_NAME if person.is_protected else person.name


def signatories_of(holder: RecipientId) -> Signatories:
    """The people that may sign for the holder. A person's own signature needs no question to a register.

    Raises:
        CompanyFormNotSupported: the company register does not have the organisation (6004).
        CompanyRegisterFailed, PopulationRegisterFailed: no usable answer (5018, 5017).
    """
    if holder.is_person:
        return PrivateSignatories(holder)
    return signatories_of_company(company_of(holder))


def named_signatories_of(holder: RecipientId) -> Signatories:
    """The same with what the population register says of a person: the name, for an answer that shows the signers
    or has signed, and whether the person lives.

    Raises:
        CompanyFormNotSupported, CompanyRegisterFailed, PopulationRegisterFailed: as `signatories_of`.
    """
    return signatories_of(holder) if holder.is_organisation else _registered(holder)


def _registered(holder: RecipientId) -> PrivateSignatories:
    """The name is empty where the register has none or does not answer: it stops no signature by that.

    Answers show the certificate's name then.
    """
    try:
        found = find_person(holder.value)
    except PopulationRegisterFailed:
        found = None
    if found is None:
        return PrivateSignatories(holder)
    return PrivateSignatories(holder, found.name, is_alive=found.deceased_on is None)


def signatories_of_company(company: Company) -> CompanySignatories:
    """The company's officers with their entries in the population register.

    Raises:
        PopulationRegisterFailed: no usable answer (5017).
    """
    numbers = sorted({officer.number for officer in company.officers if RecipientId(officer.number).is_person})
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
            slug="organisation-unknown-to-company-register",
        )
    return company


def require_user(signatories: Signatories, user: str, action: AccountAction = AccountAction.OWNERSHIP) -> None:
    """Return if the user is the holder, or may sign for it.

    Raises:
        UserNotAuthorised: the user is neither (8003).
    """
    if not signatories.includes(user, action):
        raise not_authorised(user, signatories.holder)


def not_authorised(user: str, holder: RecipientId) -> UserNotAuthorised:
    who = mask_user(user)
    return UserNotAuthorised(
        f"{who} får inte agera för {holder}: det får innehavaren själv, eller ett företags firmatecknare.",
        f"{who} may not act for {holder}: the holder may, or those who may sign for a company.",
        slug="may-not-act-for-holder",
    )
