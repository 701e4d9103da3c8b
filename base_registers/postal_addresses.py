"""The registered postal addresses of people and companies. Source: founding document 8.6."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from base_registers.failures import Register, failing_numbers
from base_registers.models import Company, Person
from infra.identity import RecipientId
from infra.identity.recipients import require_check_digits


class AddressStatus(Enum):
    """Whether an address was found, or the reason why not."""

    FOUND = "Found"
    PROTECTED_IDENTITY = "ProtectedIdentity"
    DECEASED = "Deceased"
    NOT_REGISTERED = "NotRegistered"
    NO_ADDRESS = "NoAddress"


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Name and address as on an envelope."""

    name: str
    street: str
    postal_code: str
    city: str

    @property
    def is_complete(self) -> bool:
        return all((self.name, self.street, self.postal_code, self.city))


@dataclass(frozen=True, slots=True)
class RegisteredAddress:
    """The registers' answer about one recipient. It has an address only where one was found."""

    recipient: str
    status: AddressStatus
    address: PostalAddress | None = None


def look_up_addresses(recipients: Sequence[RecipientId]) -> list[RegisteredAddress]:
    """Return for each recipient, in the order asked, the postal address. Two queries per register.

    For a person with protected identity, or a deceased one, the answer has no name and no address. A number about
    which a register is set to fail has no address.

    Raises:
        InvalidInput: a number with a wrong check digit (5001).
        InternalError: a register is set to be inaccessible (4999).
    """
    require_check_digits(recipients)
    people = {recipient.value for recipient in recipients if recipient.is_person}
    companies = {recipient.value for recipient in recipients if recipient.is_organisation}
    known = _persons(people) | _companies(companies)
    failing = failing_numbers(Register.PEOPLE, people) | failing_numbers(Register.COMPANIES, companies)
    known |= {number: RegisteredAddress(number, AddressStatus.NO_ADDRESS) for number in failing}
    return [known.get(each.value) or _not_registered(each) for each in recipients]


def _not_registered(recipient: RecipientId) -> RegisteredAddress:
    return RegisteredAddress(recipient.value, AddressStatus.NOT_REGISTERED)


def _persons(numbers: set[str]) -> dict[str, RegisteredAddress]:
    return {person.number: _of_person(person) for person in Person.objects.filter(number__in=numbers)}


def _companies(numbers: set[str]) -> dict[str, RegisteredAddress]:
    return {company.number: _registered_address(company) for company in Company.objects.filter(number__in=numbers)}


def _of_person(person: Person) -> RegisteredAddress:
    if person.protected:
        return RegisteredAddress(person.number, AddressStatus.PROTECTED_IDENTITY)
    if person.deceased_on is not None:
        return RegisteredAddress(person.number, AddressStatus.DECEASED)
    return _registered_address(person)


def _registered_address(holder: Person | Company) -> RegisteredAddress:
    address = PostalAddress(holder.name, holder.street, holder.postal_code, holder.city)
    if not address.is_complete:
        return RegisteredAddress(holder.number, AddressStatus.NO_ADDRESS)
    return RegisteredAddress(holder.number, AddressStatus.FOUND, address)
