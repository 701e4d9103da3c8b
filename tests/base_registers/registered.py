"""People and companies that tests of the base registers put there, with numbers that are possible."""

from datetime import date

from base_registers.entries.company_entries import store_company
from base_registers.entries.company_values import CompanyEntry, OfficerEntry, RuleEntry
from base_registers.models import Person

ARVID, MARIA, TOLVAN, LARS, IDA = "192705178354", "198101052382", "191212121212", "196906112393", "199801012387"
PEOPLE = {ARVID: "Arvid", MARIA: "Maria", TOLVAN: "Tolvan", LARS: "Lars", IDA: "Ida"}
COMPANY, OTHER_COMPANY = "165560000043", "165560000019"
DAY = date(2024, 5, 16)


def register_people(*numbers: str) -> None:
    """Register some of PEOPLE; without numbers all."""
    Person.objects.bulk_create(Person(number=number, name=PEOPLE[number]) for number in numbers or PEOPLE)


def board(*numbers: str) -> tuple[OfficerEntry, ...]:
    """The first as chair, the others as members."""
    first, *others = numbers
    return (OfficerEntry(first, "Chair"), *(OfficerEntry(number, "BoardMember") for number in others))


def register_company(
    *rules: RuleEntry, officers: tuple[OfficerEntry, ...] = (), number: str = COMPANY, name: str = "Bygg AB"
) -> CompanyEntry:
    """Register a company whose officers are registered people."""
    entry = CompanyEntry(number=number, name=name, officers=officers, rules=rules)
    store_company(entry)
    return entry
