"""Entries of the company register as testers see and change them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Q, QuerySet

from base_registers import signatories
from base_registers.entries import company_checks
from base_registers.entries.company_values import CompanyEntry, OfficerEntry, RuleEntry
from base_registers.entries.lock import changing_registers
from base_registers.models import Company, Officer, Person, RuleMember, SignatoryRule
from infra.database.pages import page_of
from infra.errors import NotFound
from infra.hooks import runs

_COLUMNS: Final = ("name", "street", "postal_code", "city", "form", "status")


@dataclass(frozen=True, slots=True)
class CompanyEntryPage:
    """Some companies, by number."""

    companies: list[CompanyEntry]
    after: str | None
    """The number after which the next page begins; None: these are the last."""


def list_companies(
    *, limit: int, after: str = "", search: str = "", form: str = "", status: str = "", officer: str = ""
) -> CompanyEntryPage:
    """A page of companies by number: those with the text in the name, or at the beginning of the number.

    `officer`: only those in which the person with this number has a role. Within a run, none that
    another run made.
    """
    rows = runs.without_others(_rows().filter(number__gt=after), "number", runs.ItemKind.COMPANY)
    if search:
        digits = search.replace("-", "")
        rows = rows.filter(
            Q(name__icontains=search) | Q(number__startswith=digits) | Q(number__startswith=f"16{digits}")
        )
    given = {"form": form, "status": status, "officer_rows__person": officer}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    shown, last = page_of(rows.distinct().order_by("number"), limit)
    return CompanyEntryPage([_entry(company) for company in shown], last.number if last else None)


def get_company(number: str) -> CompanyEntry:
    """The entry with the number.

    Raises:
        NotFound: there is none (5003).
    """
    company = _rows().filter(number=number).first()
    if company is None:
        raise NotFound(
            f"{number} finns inte i bolagsregistret.",
            f"{number} is not in the company register.",
            slug="company-not-in-register",
        )
    return _entry(company)


def store_company(entry: CompanyEntry) -> bool:
    """Write the entry in place of the one with its number. Returns whether it is new.

    A rule without a text of its own gets the usual one; so does the company, from those of its rules.

    Raises:
        InvalidValues: what is wrong with which value (5001).
    """
    with changing_registers():
        company_checks.require_possible(entry)
        runs.note_change(runs.ItemKind.COMPANY, entry.number)
        texts = [rule.text or usual_text(rule) for rule in entry.rules]
        columns = {name: getattr(entry, name) for name in _COLUMNS}
        columns["signatory_rule_text"] = entry.rule_text or " ".join(texts)
        company, is_new = Company.objects.update_or_create(number=entry.number, defaults=columns)
        _store_officers(company, entry.officers)
        _store_rules(company, entry.rules, texts)
        if is_new:
            runs.note_creation(runs.ItemKind.COMPANY, entry.number)
    return is_new


def change_company(number: str, **changes: Any) -> CompanyEntry:
    """Give the entry's fields new values, and return it.

    With other rules the clear text is made anew from them, where none is given: it told of the rules before.

    Raises:
        NotFound: there is no such entry (5003).
        InvalidValues: what is wrong with which value (5001).
    """
    with changing_registers():
        before = get_company(number)
        if changes.get("rules", before.rules) != before.rules:
            changes.setdefault("rule_text", "")
        store_company(replace(before, **changes))
        return get_company(number)


def remove_officer(number: str, person: str, role: str) -> CompanyEntry:
    """Take the role from the person, and return the entry. With the last role, rules no longer name the person.

    Raises:
        NotFound: there is no such entry (5003).
        InvalidValues: a rule cannot do without the person (5001).
    """
    with changing_registers():
        company = get_company(number)
        officers = tuple(each for each in company.officers if (each.number, each.role) != (person, role))
        rules = company.rules
        if person not in {officer.number for officer in officers}:
            rules = tuple(_without(rule, person) for rule in rules)
        return change_company(number, officers=officers, rules=rules)


def _without(rule: RuleEntry, person: str) -> RuleEntry:
    return replace(
        rule,
        group=tuple(number for number in rule.group if number != person),
        required=tuple(number for number in rule.required if number != person),
    )


def remove_company(number: str) -> None:
    """Remove the entry with its officers and rules.

    Raises:
        NotFound: there is no such entry (5003).
    """
    with changing_registers():
        get_company(number)
        runs.note_change(runs.ItemKind.COMPANY, number)
        Company.objects.filter(number=number).delete()


def usual_text(rule: RuleEntry) -> str:
    """The rule in clear text, where it has no text of its own. Empty: it cannot be interpreted."""
    named = {*rule.group, *rule.required}
    names = dict(Person.objects.filter(number__in=named).values_list("number", "name"))
    return signatories.usual_text(
        SignatoryRule.Kind(rule.kind),
        rule.count or 1,
        group=[names[number] for number in rule.group],
        required=[names[number] for number in rule.required],
    )


def _rows() -> QuerySet[Company]:
    return Company.objects.prefetch_related("officer_rows", "rules__members")


def _entry(company: Company) -> CompanyEntry:
    officers = sorted(company.officer_rows.all(), key=lambda officer: officer.pk)
    return CompanyEntry(
        number=company.number,
        **{name: getattr(company, name) for name in _COLUMNS},
        officers=tuple(OfficerEntry(officer.person_id, officer.role) for officer in officers),
        rules=tuple(_rule_entry(rule) for rule in company.rules.all()),
        rule_text=company.signatory_rule_text,
    )


def _rule_entry(rule: SignatoryRule) -> RuleEntry:
    members = sorted(rule.members.all(), key=lambda member: member.pk)
    return RuleEntry(
        kind=rule.kind,
        text=rule.text,
        count=rule.count if rule.kind in company_checks.COUNTING else None,
        group=tuple(member.person_id for member in members if not member.required),
        required=tuple(member.person_id for member in members if member.required),
    )


def _store_officers(company: Company, officers: Sequence[OfficerEntry]) -> None:
    Officer.objects.filter(company=company).delete()
    Officer.objects.bulk_create(
        Officer(company=company, person_id=officer.number, role=officer.role) for officer in officers
    )


def _store_rules(company: Company, rules: Sequence[RuleEntry], texts: Sequence[str]) -> None:
    SignatoryRule.objects.filter(company=company).delete()
    for position, (rule, text) in enumerate(zip(rules, texts, strict=True), start=1):
        row = SignatoryRule.objects.create(
            company=company, position=position, kind=rule.kind, text=text, count=rule.count or 1
        )
        RuleMember.objects.bulk_create(
            RuleMember(rule=row, person_id=number, required=number in rule.required)
            for number in (*rule.group, *rule.required)
        )
