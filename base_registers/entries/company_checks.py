"""What an entry of the company register must fulfil."""

from collections.abc import Iterator
from typing import Final

from base_registers.entries import entry_checks
from base_registers.entries.company_values import CompanyEntry, RuleEntry
from base_registers.models import Company, SignatoryRule
from infra.errors import InvalidInput
from infra.identity.reading import read_recipient
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues, NumberLimits
from infra.validation.name_characters import wrong_with_direction

Kind = SignatoryRule.Kind

MAX_OFFICERS: Final = 200
MAX_RULES: Final = 20
COUNTS: Final = NumberLimits(1, 100)
MAX_TEXT: Final = 2_000
"""Characters of a text about signatories."""

COUNTING: Final = frozenset({Kind.WITH_ONE_OF, Kind.GROUP})
"""Kinds that say how many must sign."""
NAMING_GROUP: Final = frozenset({Kind.ALONE, Kind.TWO_JOINTLY, Kind.WITH_ONE_OF, Kind.GROUP})
"""Kinds that may name the officers who count."""

TOO_MANY_OFFICERS: Final = Text(f"får ha högst {MAX_OFFICERS}", f"may have at most {MAX_OFFICERS}")
TOO_MANY_RULES: Final = Text(f"får ha högst {MAX_RULES}", f"may have at most {MAX_RULES}")
TEXT_TOO_LONG: Final = Text(f"får ha högst {MAX_TEXT} tecken", f"may have at most {MAX_TEXT} characters")
PERSONAL_NUMBER_NEEDED: Final = Text(
    "en enskild firma har innehavarens personnummer, och ingen annan form har ett personnummer",
    "a sole trader has the owner's personal number, and no other form has a personal number",
)
NO_OFFICER: Final = Text(
    "har ingen roll i företaget; lägg till den först", "has no role in the company; add it first"
)
NO_COUNT: Final = Text("den här regeln säger själv hur många", "this kind of rule says itself how many")
COUNT_NEEDED: Final = Text("säg hur många som ska skriva under", "say how many must sign")
TOO_FEW_IN_GROUP: Final = Text("är fler än de som regeln räknar", "is more than those whom the rule counts")
NO_GROUP: Final = Text("den här regeln har ingen grupp", "this kind of rule has no group")
GROUP_NEEDED: Final = Text("säg vilka som ingår", "say who belongs to it")
NO_REQUIRED: Final = Text(
    "den här regeln kräver ingen särskild", "this kind of rule requires nobody in particular"
)
REQUIRED_NEEDED: Final = Text("säg av vilka en ska skriva under", "say of whom one must sign")
TEXT_NEEDED: Final = Text("skriv regeln i klartext", "write the rule in clear text")


def require_possible(entry: CompanyEntry) -> None:
    """Return if the entry can be stored.

    Raises:
        InvalidValues: what is wrong with which value (5001).
    """
    if wrong := list(_problems_of(entry)):
        raise InvalidValues(wrong)


def _problems_of(entry: CompanyEntry) -> Iterator[InvalidValue]:
    yield from _problems_of_number(entry)
    yield from entry_checks.check_address(entry.name, entry.street, entry.postal_code, entry.city)
    if len(entry.rule_text) > MAX_TEXT:
        yield InvalidValue(("rule_text",), TEXT_TOO_LONG)
    elif problem := wrong_with_direction(entry.rule_text):
        yield InvalidValue(("rule_text",), problem)
    yield from _problems_of_officers(entry)
    if len(entry.rules) > MAX_RULES:
        yield InvalidValue(("rules",), TOO_MANY_RULES)
        return
    officers = {officer.number for officer in entry.officers}
    for place, rule in enumerate(entry.rules):
        for field, text in _problems_of_rule(rule, officers):
            yield InvalidValue(("rules", place, *field), text)


def _problems_of_number(entry: CompanyEntry) -> Iterator[InvalidValue]:
    try:
        number = read_recipient(entry.number)
    except InvalidInput as refusal:
        yield InvalidValue(("number",), refusal.text)
        return
    if number.is_person != (entry.form == Company.Form.SOLE_TRADER):
        yield InvalidValue(("form",), PERSONAL_NUMBER_NEEDED)


def _problems_of_officers(entry: CompanyEntry) -> Iterator[InvalidValue]:
    if len(entry.officers) > MAX_OFFICERS:
        yield InvalidValue(("officers",), TOO_MANY_OFFICERS)
        return
    registered = entry_checks.registered_among({officer.number for officer in entry.officers})
    for place, officer in enumerate(entry.officers):
        if text := entry_checks.problem_with_person(officer.number, registered):
            yield InvalidValue(("officers", place, "number"), text)
        elif officer in entry.officers[:place]:
            yield InvalidValue(("officers", place, "role"), entry_checks.STANDS_TWICE)


Problem = tuple[tuple[str | int, ...], Text]


def _problems_of_rule(rule: RuleEntry, officers: set[str]) -> Iterator[Problem]:
    yield from _problems_of_text(rule)
    yield from _problems_of_count(rule)
    if rule.group and rule.kind not in NAMING_GROUP:
        yield ("group",), NO_GROUP
    if not rule.group and rule.kind == Kind.GROUP:
        yield ("group",), GROUP_NEEDED
    if rule.required and rule.kind != Kind.WITH_ONE_OF:
        yield ("required",), NO_REQUIRED
    if not rule.required and rule.kind == Kind.WITH_ONE_OF:
        yield ("required",), REQUIRED_NEEDED
    yield from _problems_of_members(rule, officers)


def _problems_of_text(rule: RuleEntry) -> Iterator[Problem]:
    if rule.kind == Kind.NOT_INTERPRETABLE and not rule.text.strip():
        yield ("text",), TEXT_NEEDED
    if len(rule.text) > MAX_TEXT:
        yield ("text",), TEXT_TOO_LONG
    elif problem := wrong_with_direction(rule.text):
        yield ("text",), problem


def _problems_of_count(rule: RuleEntry) -> Iterator[Problem]:
    if rule.kind not in COUNTING:
        if rule.count is not None:
            yield ("count",), NO_COUNT
    elif rule.count is None:
        yield ("count",), COUNT_NEEDED
    elif not COUNTS.include(rule.count):
        yield ("count",), COUNTS.text
    elif rule.group and rule.count > len({*rule.group, *rule.required}):
        yield ("count",), TOO_FEW_IN_GROUP


def _problems_of_members(rule: RuleEntry, officers: set[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for field, numbers in (("group", rule.group), ("required", rule.required)):
        for place, number in enumerate(numbers):
            if number not in officers:
                yield (field, place), NO_OFFICER
            elif number in seen:
                yield (field, place), entry_checks.STANDS_TWICE
            seen.add(number)
