"""What FaR learns of a person from the population register, over SOAP."""

from datetime import date

import pytest
from pytest_django.fixtures import Settings

from base_registers.models import Guardianship, Person, SourceFailure
from far.base_registers.people import Guardian, GuardianshipKind, find_person
from far.base_registers.people import Person as FoundPerson
from far.base_registers.problems import PopulationRegisterFailed, SourceProblem
from tests.cast import ARVID, MARIA

pytestmark = pytest.mark.usefixtures("world")
NILS, BENGT, RUNE, LARS = "194501103297", "196401053076", "195911142817", "196906112393"
PROTECTED, DECEASED, EMIGRATED, CHANGED = "199601012397", "193801029202", "196909092394", "198206062385"


def found(number: str) -> FoundPerson:
    person = find_person(number)
    assert person is not None
    return person


def test_a_person_like_most_has_a_name_and_nothing_else() -> None:
    assert find_person(ARVID) == FoundPerson(number=ARVID, name="Arvid Lindgren")


def test_nobody_is_registered_with_an_unknown_number() -> None:
    assert find_person("197706022394") is None


def test_a_protected_person_has_no_name() -> None:
    assert find_person(PROTECTED) == FoundPerson(number=PROTECTED, name="", is_protected=True)


def test_facts_are_told_as_days_and_numbers() -> None:
    assert found(DECEASED).deceased_on == date(2024, 3, 14)
    assert found(EMIGRATED).emigrated_on == date(2023, 9, 1)
    assert found(CHANGED).changed_to == "198206062393"


def test_a_guardian_and_a_principal_know_of_each_other() -> None:
    assert found(NILS).guardians == (Guardian(BENGT, "Bengt Hallberg"),)
    assert found(NILS).principals == ()
    assert found(BENGT).principals == (Guardian(NILS, "Nils Hallberg"),)
    assert found(BENGT).guardians == ()


def test_only_the_decision_that_applies_is_told() -> None:
    assert found(RUNE).guardians == (Guardian(LARS, "Lars Nordin", GuardianshipKind.ADMINISTRATOR),)


def test_a_guardianship_that_ends_is_not_told_any_more() -> None:
    Guardianship.objects.filter(principal=NILS).update(ends_on=date(2022, 5, 17))

    assert found(NILS).guardians == ()
    assert found(BENGT).principals == ()


@pytest.mark.parametrize("problem", SourceProblem)
@pytest.mark.parametrize("number", ["", MARIA], ids=["whole", "one"])
def test_each_way_to_fail_is_told_with_its_code_and_in_both_languages(problem: SourceProblem, number: str) -> None:
    SourceFailure.objects.create(register="people", number=number, problem=problem.value)

    with pytest.raises(PopulationRegisterFailed) as failed:
        find_person(MARIA)

    assert failed.value.problem is problem
    assert failed.value.code == 5017
    assert f"({problem.value})" in failed.value.text.swedish
    assert "Try again later" in failed.value.text.english
    assert MARIA not in failed.value.text.on_wire


def test_a_failure_about_one_number_concerns_no_other() -> None:
    SourceFailure.objects.create(register="people", number=MARIA, problem="DataMissing")
    SourceFailure.objects.create(register="companies", problem="DataMissing")

    assert found(ARVID).name == "Arvid Lindgren"


def test_what_the_register_changes_far_sees_at_once() -> None:
    Person.objects.filter(number=ARVID).update(protected=True)

    assert found(ARVID).is_protected


def test_a_register_elsewhere_that_does_not_listen_is_inaccessible(settings: Settings) -> None:
    settings.POPULATION_REGISTER_URL = "https://localhost:9/webservice/accao/"

    with pytest.raises(PopulationRegisterFailed) as failed:
        find_person(ARVID)

    assert failed.value.problem is SourceProblem.SOURCE_INACCESSIBLE
    assert "tar inte emot anslutningar" in failed.value.text.swedish
