"""The demo world in the population register and the company register."""

from collections.abc import Sequence

from django.db.models import Q

from base_registers import models as base_registers
from testbed import world
from testbed.world.rows import RowWriter


def write_registers(
    writer: RowWriter, persons: Sequence[world.WorldPerson], companies: Sequence[world.WorldCompany]
) -> None:
    """Write people with their guardians, and companies with officers and signatory rules.

    Officers and rules are written together with their company: officers that left do not come back by themselves.
    """
    _write_people(writer, [person for person in persons if person.in_population_register])
    _write_guardianships(writer, persons)
    known = set() if writer.restores else set(base_registers.Company.objects.values_list("number", flat=True))
    _write_companies(writer, companies)
    new = [company for company in companies if company.number not in known]
    _write_officers(writer, new)
    _write_rules(writer, new)


def remove_surplus(persons: Sequence[world.WorldPerson], companies: Sequence[world.WorldCompany]) -> None:
    """Delete what the registers say of the seeded people and companies beyond people.toml, and all failures."""
    base_registers.SourceFailure.objects.all().delete()
    _delete_guardianships(persons)
    for company in companies:
        _delete_officers(company)
        # They are written anew at once.
        base_registers.SignatoryRule.objects.filter(company=company.number).delete()


def _delete_guardianships(persons: Sequence[world.WorldPerson]) -> None:
    promised = Q()
    for person in persons:
        promised |= Q(principal=person.number, guardian__in=[guardian["number"] for guardian in person.guardians])
    known = [person.number for person in persons]
    base_registers.Guardianship.objects.filter(principal__in=known).exclude(promised).delete()


def _delete_officers(company: world.WorldCompany) -> None:
    promised = Q()
    for officer in company.officers:
        promised |= Q(person=officer["number"], role=officer["role"])
    surplus = base_registers.Officer.objects.filter(company=company.number)
    (surplus.exclude(promised) if promised else surplus).delete()


def _write_people(writer: RowWriter, persons: Sequence[world.WorldPerson]) -> None:
    writer.write(
        (
            base_registers.Person(
                number=person.number,
                name=person.name,
                street=person.street,
                postal_code=person.postal_code,
                city=person.city,
                protected=person.protected,
                deceased_on=person.deceased_on,
                emigrated_on=person.emigrated_on,
                changed_to=person.changed_to,
            )
            for person in persons
        ),
        key=["number"],
    )


def _write_guardianships(writer: RowWriter, persons: Sequence[world.WorldPerson]) -> None:
    writer.write(
        (
            base_registers.Guardianship(
                principal_id=person.number,
                guardian_id=guardian["number"],
                kind=guardian["kind"],
                decided_on=guardian["decided_on"],
                ends_on=guardian.get("ends_on"),
            )
            for person in persons
            for guardian in person.guardians
        ),
        key=["principal", "guardian"],
    )


def _write_companies(writer: RowWriter, companies: Sequence[world.WorldCompany]) -> None:
    writer.write(
        (
            base_registers.Company(
                number=company.number,
                name=company.name,
                street=company.street,
                postal_code=company.postal_code,
                city=company.city,
                form=company.form,
                status=company.status,
                signatory_rule_text=company.signatory_rule_text,
            )
            for company in companies
        ),
        key=["number"],
    )


def _write_officers(writer: RowWriter, companies: Sequence[world.WorldCompany]) -> None:
    writer.write(
        (
            base_registers.Officer(company_id=company.number, person_id=officer["number"], role=officer["role"])
            for company in companies
            for officer in company.officers
        ),
        key=["company", "person", "role"],
    )


def _write_rules(writer: RowWriter, companies: Sequence[world.WorldCompany]) -> None:
    writer.write(
        (
            base_registers.SignatoryRule(company_id=company.number, position=position, **rule.columns)
            for company in companies
            for position, rule in enumerate(company.rules, start=1)
        ),
        key=["company", "position"],
    )
    rows = base_registers.SignatoryRule.objects.filter(company__in=[company.number for company in companies])
    written = {(row.company_id, row.position): row for row in rows}
    writer.write(
        (
            base_registers.RuleMember(
                rule=written[company.number, position], person_id=number, required=number in rule.required
            )
            for company in companies
            for position, rule in enumerate(company.rules, start=1)
            for number in rule.named
        ),
        key=["rule", "person"],
    )
