"""Finds people and companies by their numbers, with what FaR needs of them."""

from typing import Final

from django.db.models import Prefetch, QuerySet

from base_registers.models import Company, Guardianship, Officer, Person
from infra import clock
from infra.database.prepared_sql import Objects

_PEOPLE: Final = Objects(Person, where=["number"])


def find_person(number: str) -> Person | None:
    """The person registered with the number, replaced numbers included."""
    return next(iter(_PEOPLE.find(number)), None)


def guardianships_of(person: Person) -> list[Guardianship]:
    """The guardianships in which the person is guardian or principal today, in order of decision. One query."""
    today = Guardianship.objects.in_force(clock.today())
    of_person = today.filter(principal=person) | today.filter(guardian=person)
    return list(of_person.select_related("principal", "guardian").order_by("decided_on", "pk"))


def find_company(number: str) -> Company | None:
    """The company registered with the number, with its officers in the order of their registration, and rules."""
    return _whole().filter(number=number).first()


def companies_of(person_number: str) -> list[Company]:
    """The companies in which the person has a role, in order of name.

    The person's own firm as a sole trader is not among them: its number and mailbox are the person's own.
    """
    found = _whole().filter(officer_rows__person=person_number).exclude(form=Company.Form.SOLE_TRADER)
    return list(found.order_by("name", "number").distinct())


def _whole() -> QuerySet[Company]:
    officers = Officer.objects.select_related("person").order_by("pk")
    return Company.objects.prefetch_related(Prefetch("officer_rows", officers), "rules__members")
