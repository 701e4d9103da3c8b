"""Where people and companies get their post: the population register, and the companies' register.

The real ones are SPAR's and Bolagsverket's. Here both are read from the register's own tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from far.models import Company, Person
from far.reachability import require_check_digits
from infra.identity import RecipientId


class Status(Enum):
    """What the register can say of somebody's address."""

    FOUND = "Found"
    PROTECTED_IDENTITY = "ProtectedIdentity"
    DECEASED = "Deceased"
    NOT_REGISTERED = "NotRegistered"
    NO_ADDRESS = "NoAddress"


@dataclass(frozen=True, slots=True)
class Address:
    """Name and address as they stand on an envelope."""

    name: str
    street: str
    postal_code: str
    city: str

    @property
    def is_complete(self) -> bool:
        return all((self.name, self.street, self.postal_code, self.city))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of one recipient. There is an address only where it was found."""

    recipient: str
    status: Status
    address: Address | None = None


def look_up(recipients: Sequence[RecipientId]) -> list[Entry]:
    """Say for each recipient, in the order asked, where a letter would go. One query per table.

    Of somebody whose personal data are protected, or who has died, nothing else is told, not even the name.

    Raises:
        InvalidInput: a number with a wrong check digit (5001).
    """
    require_check_digits(recipients)
    known = _persons(recipients) | _companies(recipients)
    return [known.get(item.value) or Entry(item.value, Status.NOT_REGISTERED) for item in recipients]


def _persons(recipients: Sequence[RecipientId]) -> dict[str, Entry]:
    numbers = {recipient.value for recipient in recipients if recipient.is_person}
    return {person.number: _of_person(person) for person in Person.objects.filter(number__in=numbers)}


def _companies(recipients: Sequence[RecipientId]) -> dict[str, Entry]:
    numbers = {recipient.value for recipient in recipients if recipient.is_organisation}
    return {company.number: _entry(company) for company in Company.objects.filter(number__in=numbers)}


def _of_person(person: Person) -> Entry:
    if person.protected:
        return Entry(person.number, Status.PROTECTED_IDENTITY)
    if person.deceased_on is not None:
        return Entry(person.number, Status.DECEASED)
    return _entry(person)


def _entry(holder: Person | Company) -> Entry:
    address = Address(holder.name, holder.street, holder.postal_code, holder.city)
    if not address.is_complete:
        return Entry(holder.number, Status.NO_ADDRESS)
    return Entry(holder.number, Status.FOUND, address)
