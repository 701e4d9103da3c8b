"""Entries of the population register as testers see and change them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Final

from django.db.models import Q, QuerySet

from base_registers.entries import entry_checks
from base_registers.entries.lock import changing_registers
from base_registers.models import Guardianship, Officer, Person
from infra.database.pages import page_of
from infra.errors import InvalidInput, NotFound
from infra.errors.explanation import Check
from infra.hooks import runs
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues

MAX_GUARDIANS: Final = 20

TOO_MANY_GUARDIANS: Final = Text(f"får ha högst {MAX_GUARDIANS}", f"may have at most {MAX_GUARDIANS}")
OWN_GUARDIAN: Final = Text("är personen själv", "is the person's own number")
ENDS_TOO_EARLY: Final = Text("ska vara efter beslutets dag", "must be after the day of the decision")
CHANGES_IN_A_CIRCLE: Final = Text(
    "leder tillbaka till samma nummer; ett bytt nummer leder till ett som gäller",
    "leads back to the same number; a changed number leads to one that is valid",
)


class PersonReferenced(InvalidInput):
    """The person has a role in a company."""

    slug = "person-has-role-in-company"
    check = Check.STATE

    def __init__(self) -> None:
        super().__init__(
            "Personen har en roll i ett företag. Ta bort rollen först.",
            "The person has a role in a company. Remove the role first.",
        )


class PersonState(Enum):
    """What a list of people can be narrowed to."""

    PROTECTED = "protected"
    DECEASED = "deceased"
    EMIGRATED = "emigrated"
    CHANGED_NUMBER = "changed_number"
    HAS_GUARDIAN = "has_guardian"


_STATES: Final = {
    PersonState.PROTECTED: Q(protected=True),
    PersonState.DECEASED: Q(deceased_on__isnull=False),
    PersonState.EMIGRATED: Q(emigrated_on__isnull=False),
    PersonState.CHANGED_NUMBER: ~Q(changed_to=""),
    PersonState.HAS_GUARDIAN: Q(guardianships__isnull=False),
}


@dataclass(frozen=True, slots=True)
class GuardianEntry:
    """A court's decision that somebody acts for the person."""

    number: str
    kind: str
    """A value of Guardianship.Kind."""
    decided_on: date
    ends_on: date | None = None
    """The first day on which it no longer applies."""

    def is_in_force(self, day: date) -> bool:
        """Whether it applies on the day: from the decision's date, until the day before it ends."""
        return self.decided_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """All that the population register has about a person."""

    number: str
    name: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    protected: bool = False
    deceased_on: date | None = None
    emigrated_on: date | None = None
    changed_to: str = ""
    guardians: tuple[GuardianEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonEntryPage:
    """Some people, by number."""

    people: list[PersonEntry]
    after: str | None
    """The number after which the next page begins; None: these are the last."""


def list_people(
    *, limit: int, after: str = "", search: str = "", state: PersonState | None = None, guardian: str = ""
) -> PersonEntryPage:
    """A page of people by number: those with the text in the name, or at the beginning of the number.

    `guardian`: only the principals of the person with this number, ended decisions included. Within a run, nobody
    that another run made.
    """
    rows = runs.without_others(_rows().filter(number__gt=after), "number", runs.ItemKind.PERSON)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(number__startswith=search.replace("-", "")))
    if state is not None:
        rows = rows.filter(_STATES[state])
    if guardian:
        rows = rows.filter(guardianships__guardian=guardian)
    shown, last = page_of(rows.distinct().order_by("number"), limit)
    return PersonEntryPage([_entry(person) for person in shown], last.number if last else None)


def get_person(number: str) -> PersonEntry:
    """The entry with the number.

    Raises:
        NotFound: there is none (5003).
    """
    person = _rows().filter(number=number).first()
    if person is None:
        raise NotFound(
            "Ingen med det numret finns i folkbokföringsregistret.",
            "Nobody with that number is in the population register.",
            slug="person-not-in-register",
        )
    return _entry(person)


def store_person(entry: PersonEntry) -> bool:
    """Write the entry in place of the one with its number. Returns whether it is new.

    Raises:
        InvalidValues: what is wrong with which value (5001).
        MaximumExceeded: the run of the request owns as much as it may (5005).
    """
    with changing_registers():
        if wrong := list(_problems_of(entry)):
            raise InvalidValues(wrong)
        runs.note_change(runs.ItemKind.PERSON, entry.number)
        columns = {name: getattr(entry, name) for name in _COLUMNS}
        _, is_new = Person.objects.update_or_create(number=entry.number, defaults=columns)
        Guardianship.objects.filter(principal=entry.number).delete()
        Guardianship.objects.bulk_create(_guardianship(entry, guardian) for guardian in entry.guardians)
        if is_new:
            runs.note_creation(runs.ItemKind.PERSON, entry.number)
    return is_new


def change_person(number: str, **changes: Any) -> PersonEntry:
    """Give the entry's fields new values, and return it.

    Raises:
        NotFound: there is no such entry (5003).
        InvalidValues: what is wrong with which value (5001).
    """
    with changing_registers():
        changed = replace(get_person(number), **changes)
        store_person(changed)
    return changed


def remove_person(number: str) -> None:
    """Remove the entry, and with it the person's guardianships.

    Raises:
        NotFound: there is no such entry (5003).
        PersonReferenced: the person has a role in a company, and the company's rules may name the person (5001).
    """
    with changing_registers():
        get_person(number)
        if Officer.objects.filter(person=number).exists():
            raise PersonReferenced
        runs.note_change(runs.ItemKind.PERSON, number)
        Person.objects.filter(number=number).delete()


_COLUMNS: Final = (
    "name",
    "street",
    "postal_code",
    "city",
    "protected",
    "deceased_on",
    "emigrated_on",
    "changed_to",
)


def _rows() -> QuerySet[Person]:
    return Person.objects.prefetch_related("guardianships")


def _entry(person: Person) -> PersonEntry:
    guardians = sorted(person.guardianships.all(), key=lambda each: (each.decided_on, each.guardian_id))
    return PersonEntry(
        number=person.number,
        **{name: getattr(person, name) for name in _COLUMNS},
        guardians=tuple(
            GuardianEntry(each.guardian_id, each.kind, each.decided_on, each.ends_on) for each in guardians
        ),
    )


def _guardianship(entry: PersonEntry, guardian: GuardianEntry) -> Guardianship:
    return Guardianship(
        principal_id=entry.number,
        guardian_id=guardian.number,
        kind=guardian.kind,
        decided_on=guardian.decided_on,
        ends_on=guardian.ends_on,
    )


def _problems_of(entry: PersonEntry) -> Iterator[InvalidValue]:
    if text := entry_checks.problem_with_number(entry.number):
        yield InvalidValue(("number",), text)
    yield from entry_checks.check_address(entry.name, entry.street, entry.postal_code, entry.city)
    yield from entry_checks.check_past("deceased_on", entry.deceased_on)
    yield from entry_checks.check_past("emigrated_on", entry.emigrated_on)
    if entry.changed_to and (text := _problem_with_change(entry)):
        yield InvalidValue(("changed_to",), text)
    yield from _problems_of_guardians(entry)


def _problem_with_change(entry: PersonEntry) -> Text | None:
    if text := entry_checks.problem_with_person(
        entry.changed_to, entry_checks.registered_among({entry.changed_to})
    ):
        return text if entry.changed_to != entry.number else CHANGES_IN_A_CIRCLE
    seen, number = {entry.number}, entry.changed_to
    while number:
        if number in seen:
            return CHANGES_IN_A_CIRCLE
        seen.add(number)
        number = Person.objects.filter(number=number).values_list("changed_to", flat=True).first() or ""
    return None


def _problems_of_guardians(entry: PersonEntry) -> Iterator[InvalidValue]:
    if len(entry.guardians) > MAX_GUARDIANS:
        yield InvalidValue(("guardians",), TOO_MANY_GUARDIANS)
        return
    numbers = [guardian.number for guardian in entry.guardians]
    registered = entry_checks.registered_among(numbers)
    for place, guardian in enumerate(entry.guardians):
        if guardian.number == entry.number:
            yield InvalidValue(("guardians", place, "number"), OWN_GUARDIAN)
        elif guardian.number in numbers[:place]:
            yield InvalidValue(("guardians", place, "number"), entry_checks.STANDS_TWICE)
        elif text := entry_checks.problem_with_person(guardian.number, registered):
            yield InvalidValue(("guardians", place, "number"), text)
        yield from _problems_of_days(guardian, place)


def _problems_of_days(guardian: GuardianEntry, place: int) -> Iterator[InvalidValue]:
    for field, day in (("decided_on", guardian.decided_on), ("ends_on", guardian.ends_on)):
        if not entry_checks.is_possible_day(day):
            yield InvalidValue(("guardians", place, field), entry_checks.IMPOSSIBLE_DAY)
    if guardian.ends_on is not None and guardian.ends_on <= guardian.decided_on:
        yield InvalidValue(("guardians", place, "ends_on"), ENDS_TOO_EARLY)
