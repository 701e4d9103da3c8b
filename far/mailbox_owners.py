"""Who a mailbox belongs to, as the base registers know the person or company, and who may sign for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from far import signatories
from far.base_registers.companies import Company, find_company
from far.base_registers.people import Person, find_person
from far.signatories import AccountAction, SignatoryDecision
from infra.errors import CompanyFormNotSupported, IdentityDoesNotExist
from infra.identity import RecipientId


@dataclass(frozen=True)
class Owner:
    """A person or a company, with the people who may sign. Deciding asks no register again."""

    number: str
    name: str
    people: Mapping[str, Person]
    """The owner itself, or the company's officers."""
    company: Company | None = field(default=None)

    def decide(
        self, signers: Collection[str], action: AccountAction = AccountAction.OWNERSHIP
    ) -> SignatoryDecision:
        """Say whether these people's signatures suffice, and who else may sign."""
        if self.company is None:
            return signatories.evaluate_private(self.people[self.number], signers)
        return signatories.decide(self.company, self.people, signers, action=action)


def find_owner(recipient: RecipientId) -> Owner:
    """The person or company with this number.

    Raises:
        IdentityDoesNotExist: the population register has no such person (6007).
        CompanyFormNotSupported: the company register has no such company, as of agencies (6004).
        PopulationRegisterFailed, CompanyRegisterFailed: no usable answer (5017, 5018).
    """
    return _find_company(recipient) if recipient.is_organisation else _find_person(recipient)


def _find_person(recipient: RecipientId) -> Owner:
    person = find_person(recipient.value)
    if person is None:
        raise IdentityDoesNotExist(
            f"Folkbokföringen känner ingen person {recipient}. Rätta numret.",
            f"The population register knows no person {recipient}. Correct the number.",
        )
    return Owner(person.number, person.name, {person.number: person})


def _find_company(recipient: RecipientId) -> Owner:
    company = find_company(recipient.value)
    if company is None:
        raise CompanyFormNotSupported(
            f"Bolagsverket har inget företag {recipient}. Myndigheter och andra som inte är registrerade där har "
            "ingen brevlåda och kan inte ge samtycke.",
            f"The company register has no company {recipient}. Agencies and others that are not registered "
            "there have no mailbox and can give no consent.",
        )
    return owner_of_company(company)


def owner_of_company(company: Company) -> Owner:
    """The company with those of its officers that the population register knows.

    Raises:
        PopulationRegisterFailed: no usable answer (5017).
    """
    numbers = {each.number for each in company.officers if RecipientId(each.number).is_person}
    officers = {number: find_person(number) for number in sorted(numbers)}
    people = {number: person for number, person in officers.items() if person is not None}
    return Owner(company.number, company.name, people, company)
