"""What the population register answers to those who print letters."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base_registers.models import Company, Person, SourceFailure
from contracts import codec, population_register
from far.models import Dispatcher
from far.models import Sender as RegisteredSender
from infra.pki import store
from infra.soap.messages import envelope
from tests.cast import ARVID, MARIA, TOLVAN, Post, Reply, Sender, sender
from tests.far.test_over_soap import valid_organisations

AddressStatus = population_register.AddressStatus
SERVICE = "PopulationRegister"
PROTECTED, DECEASED, NOBODY, BJORKEN = "199601012397", "193801029202", "197706022394", "165560000001"


def ask(sender: Sender, *numbers: str) -> Reply:
    return sender.ask(SERVICE, population_register.GetPostalAddresses(recipient_id=list(numbers)))


def answers(sender: Sender, *numbers: str) -> list[population_register.RegisteredAddress]:
    reply = ask(sender, *numbers)
    assert reply.status == 200, reply.body.decode()
    return codec.from_element(population_register.GetPostalAddressesResponse, reply.element).return_value


def test_a_person_and_a_company_have_name_and_address(kommun_a: Sender) -> None:
    person, company = answers(kommun_a, TOLVAN, BJORKEN)

    assert person.status is AddressStatus.FOUND
    assert person.postal_address == population_register.PostalAddress(
        name="Tolvan Tolvansson", street="Gamla vägen 12", postal_code="12347", city="Exempelstad"
    )
    assert company.postal_address is not None
    assert company.postal_address.name == "Snickeri Björken AB"


@pytest.mark.parametrize(
    ("number", "status"),
    [
        (PROTECTED, AddressStatus.PROTECTED_IDENTITY),
        (DECEASED, AddressStatus.DECEASED),
        (NOBODY, AddressStatus.NOT_REGISTERED),
        ("165590000005", AddressStatus.NOT_REGISTERED),
    ],
)
def test_of_others_nothing_is_told_but_why(number: str, status: AddressStatus, kommun_a: Sender) -> None:
    Person.objects.filter(number=PROTECTED).update(street="Hemliga vägen 1", postal_code="12345", city="Provby")

    reply = ask(kommun_a, number)

    [answer] = codec.from_element(population_register.GetPostalAddressesResponse, reply.element).return_value
    assert (answer.recipient_id, answer.status, answer.postal_address) == (number, status, None)
    assert "Hemliga" not in reply.body.decode()


def test_an_address_that_lacks_something_is_no_address(kommun_a: Sender) -> None:
    Person.objects.filter(number=TOLVAN).update(street="")

    [answer] = answers(kommun_a, TOLVAN)

    assert (answer.status, answer.postal_address) == (AddressStatus.NO_ADDRESS, None)


def test_the_answers_stand_in_the_order_of_the_question_also_twice(kommun_a: Sender) -> None:
    numbers = [TOLVAN, BJORKEN, NOBODY, MARIA, TOLVAN, ARVID]

    assert [answer.recipient_id for answer in answers(kommun_a, *numbers)] == numbers


def test_a_thousand_cost_as_many_queries_as_two(kommun_a: Sender) -> None:
    thousand = [f"16{nine}{digit}" for nine, digit in valid_organisations(999)] + [TOLVAN]
    Company.objects.bulk_create(
        Company(number=number, name="Bolaget AB", street="Gatan 1", postal_code="12345", city="Byn")
        for number in thousand[:-1]
    )

    with CaptureQueriesContext(connection) as two:
        answers(kommun_a, TOLVAN, BJORKEN)
    with CaptureQueriesContext(connection) as many:
        found = answers(kommun_a, *thousand)

    assert {answer.status for answer in found} == {AddressStatus.FOUND}
    assert len(many) == len(two)


def test_more_than_a_thousand_are_too_many_and_none_too_few(kommun_a: Sender) -> None:
    assert ask(kommun_a, *[TOLVAN] * 1_001).fault.code == 5005
    assert ask(kommun_a).fault.code == 5001


def test_a_number_with_a_wrong_check_digit_is_named_by_its_place(kommun_a: Sender) -> None:
    fault = ask(kommun_a, TOLVAN, "191212121213").fault

    assert fault.code == 5001
    assert "number 2" in fault.description


def test_only_actors_may_ask(world: None, post: Post) -> None:
    question = population_register.GetPostalAddresses(recipient_id=[TOLVAN])
    body = envelope.wrap_element(codec.to_element(question))

    reply = post(f"/webservice/accao/{SERVICE}", body, store.load_identity("obehorig"))

    assert reply.fault.code == 5002


def test_its_description_says_that_it_is_the_simulators_own(client: Client, world: None) -> None:
    described = client.get(f"/webservice/accao/{SERVICE}?wsdl").content.decode()
    schema = client.get(f"/webservice/accao/{SERVICE}?xsd=population-register.xsd").content.decode()

    assert "https://localhost:8443/webservice/accao/PopulationRegister" in described
    assert "urn:simulator:population-register" in described
    assert "No published contract" in schema


@pytest.fixture
def far(world: None, post: Post) -> Sender:
    """FaR, which asks the registers."""
    return sender("far", "FaR", post)


def person(asker: Sender, number: str) -> population_register.PersonAnswer:
    reply = asker.ask(SERVICE, population_register.GetPerson(person_id=number))
    assert reply.status == 200, reply.body.decode()
    return codec.from_element(population_register.GetPersonResponse, reply.element).return_value


def test_far_is_told_who_a_person_is(far: Sender) -> None:
    answer = person(far, "194501103297").person

    assert answer is not None
    assert (answer.person_id, answer.name, answer.protected) == ("194501103297", "Nils Hallberg", False)
    assert (answer.deceased_on, answer.emigrated_on, answer.changed_to) == (None, None, None)
    [guardian] = answer.guardian
    assert (guardian.person_id, guardian.name) == ("196401053076", "Bengt Hallberg")
    assert guardian.kind is population_register.GuardianshipKind.GOD_MAN
    assert (str(guardian.decided_on), guardian.ends_on) == ("2022-05-16", None)
    assert answer.principal == []


def test_a_guardian_is_told_with_the_principals(far: Sender) -> None:
    answer = person(far, "196401053076").person

    assert answer is not None
    assert answer.guardian == []
    assert [principal.person_id for principal in answer.principal] == ["194501103297"]


def test_of_protected_people_the_name_is_not_told_whoever_they_are_to_others(far: Sender) -> None:
    Person.objects.filter(number="196401053076").update(protected=True)

    principal, guardian = person(far, "194501103297").person, person(far, "196401053076").person

    assert principal is not None
    assert guardian is not None
    assert (guardian.protected, guardian.name) == (True, "")
    assert principal.guardian[0].name == ""


@pytest.mark.parametrize(
    ("number", "field", "value"),
    [
        (DECEASED, "deceased_on", "2024-03-14"),
        ("196909092394", "emigrated_on", "2023-09-01"),
        ("198206062385", "changed_to", "198206062393"),
    ],
)
def test_far_is_told_what_became_of_a_person(far: Sender, number: str, field: str, value: str) -> None:
    answer = person(far, number).person

    assert str(getattr(answer, field)) == value


def test_nobody_is_an_empty_answer(far: Sender) -> None:
    answer = person(far, NOBODY)

    assert (answer.person, answer.problem) == (None, None)


@pytest.mark.parametrize("problem", ["DataMissing", "DataUncertain", "DataUnexpected"])
@pytest.mark.parametrize("number", ["", MARIA])
def test_a_register_that_fails_tells_its_problem_and_nothing_else(far: Sender, number: str, problem: str) -> None:
    SourceFailure.objects.create(register="people", number=number, problem=problem)

    answer = person(far, MARIA)

    assert answer.person is None
    assert answer.problem is not None
    assert answer.problem.value == problem


def test_a_register_that_is_inaccessible_answers_a_system_fault(far: Sender) -> None:
    SourceFailure.objects.create(register="people", problem="SourceInaccessible")

    fault = far.ask(SERVICE, population_register.GetPerson(person_id=MARIA)).fault

    assert fault.code == 4999
    assert not fault.is_permanent


def test_senders_are_not_told_who_a_person_is(kommun_a: Sender) -> None:
    assert kommun_a.ask(SERVICE, population_register.GetPerson(person_id=MARIA)).fault.code == 5002


@pytest.mark.parametrize("number", [BJORKEN, "19810105238", "hej"])
def test_a_number_that_is_no_person_s_is_refused_by_the_schema(far: Sender, number: str) -> None:
    assert far.ask(SERVICE, population_register.GetPerson(person_id=number)).fault.code == 5001


def test_a_relay_that_is_suspended_may_not_ask_any_more(kommun_a: Sender) -> None:
    RegisteredSender.objects.filter(organisation=kommun_a.identity.organisation.value).update(suspended=True)
    Dispatcher.objects.filter(organisation=kommun_a.identity.organisation.value).update(suspended=True)

    assert ask(kommun_a, TOLVAN).fault.code == 5002
