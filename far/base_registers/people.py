"""Finds people in the population register."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.conf import settings
from xsdata.models.datatype import XmlDate

from contracts import population_register as contract
from far.base_registers.problems import PopulationRegisterFailed, SourceProblem
from far.base_registers.register_calls import ask_register


class GuardianshipKind(Enum):
    """What a court has decided that somebody is for the principal."""

    GOD_MAN = "GodMan"
    ADMINISTRATOR = "Forvaltare"


@dataclass(frozen=True, slots=True)
class Guardian:
    """The other person of a guardianship that applies today: the guardian, or the principal (huvudman)."""

    number: str
    name: str
    kind: GuardianshipKind = GuardianshipKind.GOD_MAN


@dataclass(frozen=True, slots=True)
class Person:
    """What the population register says of a person. The name is empty where the personal data are protected."""

    number: str
    name: str
    is_protected: bool = False
    deceased_on: date | None = None
    emigrated_on: date | None = None
    changed_to: str = ""
    """The identity number that replaced this one; empty: this one is valid."""
    guardians: tuple[Guardian, ...] = ()
    """The guardians that act for the person by a court's decision."""
    principals: tuple[Guardian, ...] = ()
    """The people that the person acts for by a court's decision."""


def find_person(number: str) -> Person | None:
    """What the population register says of the number's person; None: nobody is registered with it.

    Raises:
        PopulationRegisterFailed: the register has no usable answer; `problem` says of which kind (5017).
    """
    answer = ask_register(
        f"{settings.POPULATION_REGISTER_URL}PopulationRegister",
        contract.GetPerson(person_id=number),
        contract.GetPersonResponse,
        PopulationRegisterFailed,
    ).return_value
    if answer.problem is not None:
        raise PopulationRegisterFailed(SourceProblem(answer.problem.value))
    return _read_person(answer.person) if answer.person else None


def _read_person(person: contract.RegisteredPerson) -> Person:
    return Person(
        number=person.person_id,
        name=person.name,
        is_protected=person.protected,
        deceased_on=_day(person.deceased_on),
        emigrated_on=_day(person.emigrated_on),
        changed_to=person.changed_to or "",
        guardians=tuple(_read_guardian(other) for other in person.guardian),
        principals=tuple(_read_guardian(other) for other in person.principal),
    )


def _read_guardian(other: contract.Guardianship) -> Guardian:
    return Guardian(other.person_id, other.name, GuardianshipKind(other.kind.value))


def _day(day: XmlDate | None) -> date | None:
    return day.to_date() if day else None
