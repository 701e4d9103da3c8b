"""The population register, asked by FaR, and for postal addresses by relays. A service of the simulator's own."""

from datetime import date

from xsdata.models.datatype import XmlDate

from base_registers import customers, failures, postal_addresses, registrations
from base_registers.models import Guardianship, Person
from contracts import population_register as contract
from infra.identity import RecipientId
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

population_register = Endpoint("PopulationRegister")


@population_register.operation
def get_postal_addresses(
    request: contract.GetPostalAddresses, caller: Caller
) -> contract.GetPostalAddressesResponse:
    customers.require_customer(caller.organisation)
    found = postal_addresses.look_up_addresses(
        [RecipientId.from_contract(number) for number in request.recipient_id]
    )
    return contract.GetPostalAddressesResponse(return_value=[_to_contract(entry) for entry in found])


@population_register.operation
def get_person(request: contract.GetPerson, caller: Caller) -> contract.GetPersonResponse:
    customers.require_far(caller.organisation)
    if problem := failures.find_problem(failures.Register.PEOPLE, request.person_id):
        answer = contract.PersonAnswer(problem=contract.SourceProblem(problem.value))
    else:
        person = registrations.find_person(request.person_id)
        answer = contract.PersonAnswer(person=_person(person) if person else None)
    return contract.GetPersonResponse(return_value=answer)


def _person(person: Person) -> contract.RegisteredPerson:
    guardianships = registrations.guardianships_of(person)
    return contract.RegisteredPerson(
        person_id=person.number,
        name=person.public_name,
        protected=person.protected,
        deceased_on=_day(person.deceased_on),
        emigrated_on=_day(person.emigrated_on),
        changed_to=person.changed_to or None,
        guardian=[_other(each, each.guardian) for each in guardianships if each.principal_id == person.number],
        principal=[_other(each, each.principal) for each in guardianships if each.guardian_id == person.number],
    )


def _other(guardianship: Guardianship, person: Person) -> contract.Guardianship:
    return contract.Guardianship(
        person_id=person.number,
        name=person.public_name,
        kind=contract.GuardianshipKind(guardianship.kind),
        decided_on=XmlDate.from_date(guardianship.decided_on),
        ends_on=_day(guardianship.ends_on),
    )


def _day(day: date | None) -> XmlDate | None:
    return XmlDate.from_date(day) if day else None


def _to_contract(entry: postal_addresses.RegisteredAddress) -> contract.RegisteredAddress:
    return contract.RegisteredAddress(
        recipient_id=entry.recipient,
        status=contract.AddressStatus(entry.status.value),
        postal_address=_postal(entry.address) if entry.address else None,
    )


def _postal(address: postal_addresses.PostalAddress) -> contract.PostalAddress:
    return contract.PostalAddress(
        name=address.name, street=address.street, postal_code=address.postal_code, city=address.city
    )
