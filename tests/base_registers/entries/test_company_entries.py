"""Companies as testers see and change them."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base_registers.entries import company_checks, company_entries
from base_registers.entries.company_values import CompanyEntry, OfficerEntry, RuleEntry
from base_registers.models import Company, Officer, SignatoryRule
from infra.errors import NotFound
from infra.validation import InvalidValues
from tests.base_registers.registered import (
    ARVID,
    COMPANY,
    IDA,
    LARS,
    MARIA,
    OTHER_COMPANY,
    PEOPLE,
    TOLVAN,
    board,
    register_company,
    register_people,
)

pytestmark = pytest.mark.django_db
UNKNOWN = "197706022394"
TEXT = "Firman tecknas av två i förening av Arvid och Maria."


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    register_people()


def full(**changes: Any) -> CompanyEntry:
    entry = CompanyEntry(
        number=COMPANY,
        name="Bygg AB",
        street="Industrigatan 7",
        postal_code="12354",
        city="Provby",
        form="AB",
        status="InLiquidation",
        officers=(*board(ARVID, MARIA), OfficerEntry(LARS, "ManagingDirector"), OfficerEntry(LARS, "Signatory")),
        rules=(
            RuleEntry("AnyOfGroup", TEXT, 2, (ARVID, MARIA)),
            RuleEntry("JointlyWithOneOf", "Minst Lars.", 2, (), (LARS,)),
            RuleEntry("ManagingDirector", "Lars i löpande förvaltning."),
        ),
        rule_text="Firman tecknas på tre sätt.",
    )
    return replace(entry, **changes)


def wrong_with(entry: CompanyEntry) -> dict[tuple[str | int, ...], str]:
    """What is wrong, in Swedish, by path."""
    with pytest.raises(InvalidValues) as refused:
        company_entries.store_company(entry)
    assert refused.value.code == 5001
    assert all(value.text.english for value in refused.value.values)
    return {value.path: value.text.swedish for value in refused.value.values}


def numbers(**query: Any) -> list[str]:
    return [company.number for company in company_entries.list_companies(limit=100, **query).companies]


def test_an_entry_is_read_as_it_was_stored() -> None:
    assert company_entries.store_company(full())

    assert company_entries.get_company(COMPANY) == full()


def test_storing_the_same_again_changes_nothing() -> None:
    company_entries.store_company(full())

    assert not company_entries.store_company(full())

    assert company_entries.get_company(COMPANY) == full()
    assert (Officer.objects.count(), SignatoryRule.objects.count()) == (4, 3)


def test_storing_replaces_all_that_was_there() -> None:
    company_entries.store_company(full())
    bare = CompanyEntry(COMPANY, "Bygg AB")

    company_entries.store_company(bare)

    assert company_entries.get_company(COMPANY) == bare


def test_a_change_keeps_the_rest() -> None:
    company_entries.store_company(full())

    changed = company_entries.change_company(COMPANY, status="Dissolved")

    assert changed == full(status="Dissolved") == company_entries.get_company(COMPANY)


def test_rules_and_the_company_get_the_usual_texts_where_they_have_none() -> None:
    rules = (
        RuleEntry("TwoJointly"),
        RuleEntry("ManagingDirector"),
        RuleEntry("AnyOfGroup", "", 2, (ARVID, MARIA)),
    )
    company_entries.store_company(full(rules=rules, rule_text=""))

    stored = company_entries.get_company(COMPANY)

    assert stored.rules[0].text == "Firman tecknas av två styrelseledamöter i förening."
    assert stored.rules[2].text == TEXT
    assert stored.rule_text == " ".join(rule.text for rule in stored.rules)


def test_a_company_that_is_not_there_is_not_found() -> None:
    for call in (company_entries.get_company, company_entries.change_company, company_entries.remove_company):
        with pytest.raises(NotFound) as refused:
            call(COMPANY)
        assert refused.value.code == 5003
        assert COMPANY in refused.value.text.swedish


def test_a_company_is_removed_with_officers_and_rules() -> None:
    company_entries.store_company(full())
    register_company(officers=board(ARVID), number=OTHER_COMPANY)

    company_entries.remove_company(COMPANY)

    assert list(Company.objects.values_list("number", flat=True)) == [OTHER_COMPANY]
    assert Officer.objects.count() == 1
    assert not SignatoryRule.objects.exists()


@pytest.mark.parametrize(
    ("changes", "path", "says"),
    [
        ({"number": "165560000044"}, ("number",), "kontrollsiffra"),
        ({"number": "hej"}, ("number",), "annat än siffror"),
        ({"form": "EF"}, ("form",), "innehavarens personnummer"),
        ({"number": ARVID}, ("form",), "innehavarens personnummer"),
        ({"name": ""}, ("name",), "fattas"),
        ({"postal_code": "1"}, ("postal_code",), "fem siffror"),
        ({"rule_text": "x" * 2_001}, ("rule_text",), "högst 2000"),
        (
            {"officers": (*full().officers, OfficerEntry(UNKNOWN, "Chair"))},
            ("officers", 4, "number"),
            "finns inte",
        ),
        ({"officers": (*full().officers, OfficerEntry("x", "Chair"))}, ("officers", 4, "number"), "giltigt"),
        ({"officers": (*full().officers, full().officers[0])}, ("officers", 4, "role"), "två gånger"),
        ({"officers": full().officers * 51}, ("officers",), "högst 200"),
        ({"rules": (RuleEntry("Board"),) * 21}, ("rules",), "högst 20"),
    ],
)
def test_a_value_that_cannot_be_is_named(changes: dict[str, Any], path: tuple[str | int, ...], says: str) -> None:
    wrong = wrong_with(full(**changes))

    assert list(wrong) == [path]
    assert says in wrong[path]
    assert not Company.objects.exists()


@pytest.mark.parametrize(
    ("rule", "field", "says"),
    [
        (RuleEntry("Alone", count=1), ("count",), "säger själv"),
        (RuleEntry("AnyOfGroup", group=(ARVID, MARIA)), ("count",), "säg hur många"),
        (RuleEntry("AnyOfGroup", count=0, group=(ARVID, MARIA)), ("count",), "heltal från 1 till 100"),
        (RuleEntry("AnyOfGroup", count=101, group=(ARVID, MARIA)), ("count",), "heltal från 1 till 100"),
        (RuleEntry("AnyOfGroup", count=3, group=(ARVID, MARIA)), ("count",), "fler än"),
        (RuleEntry("AnyOfGroup", count=2), ("group",), "säg vilka"),
        (RuleEntry("AnyOfGroup", count=1, group=(ARVID,), required=(MARIA,)), ("required",), "kräver ingen"),
        (RuleEntry("AnyOfGroup", count=1, group=(TOLVAN,)), ("group", 0), "har ingen roll"),
        (RuleEntry("AnyOfGroup", count=1, group=(ARVID, ARVID)), ("group", 1), "två gånger"),
        (RuleEntry("Board", group=(ARVID,)), ("group",), "har ingen grupp"),
        (RuleEntry("ManagingDirector", group=(LARS,)), ("group",), "har ingen grupp"),
        (RuleEntry("JointlyWithOneOf", count=2), ("required",), "av vilka en"),
        (RuleEntry("JointlyWithOneOf", count=2, required=(TOLVAN,)), ("required", 0), "har ingen roll"),
        (RuleEntry("JointlyWithOneOf", count=2, group=(ARVID,), required=(ARVID,)), ("required", 0), "två gånger"),
        (RuleEntry("NotInterpretable"), ("text",), "klartext"),
        (RuleEntry("Board", text="x" * 2_001), ("text",), "högst 2000"),
    ],
)
def test_a_rule_that_cannot_be_is_named_by_its_place(
    rule: RuleEntry, field: tuple[str | int, ...], says: str
) -> None:
    wrong = wrong_with(full(rules=(RuleEntry("Board"), rule)))

    path = ("rules", 1, *field)
    assert path in wrong
    assert says in wrong[path]
    assert not Company.objects.exists()


def test_a_sole_trader_has_the_owner_s_number() -> None:
    owner = CompanyEntry(ARVID, "Arvids snickeri", form="EF", officers=(OfficerEntry(ARVID, "Owner"),))

    company_entries.store_company(owner)

    assert company_entries.get_company(ARVID) == owner


@settings(deadline=None)
@given(
    kind=st.sampled_from([*SignatoryRule.Kind.values]),
    count=st.none() | st.integers(min_value=-1, max_value=6),
    group=st.lists(st.sampled_from(list(PEOPLE)), max_size=3),
    required=st.lists(st.sampled_from(list(PEOPLE)), max_size=2),
    text=st.sampled_from(["", "Så här."]),
)
def test_a_rule_is_refused_or_read_as_it_was_stored(
    kind: str, count: int | None, group: list[str], required: list[str], text: str
) -> None:
    rule = RuleEntry(kind, text, count, tuple(group), tuple(required))
    try:
        company_entries.store_company(full(rules=(rule,)))
    except InvalidValues as refusal:
        refused = [value.path for value in refusal.values]
    else:
        refused = []
    assert all(path[:2] == ("rules", 0) for path in refused)
    if refused:
        return

    [stored] = company_entries.get_company(COMPANY).rules
    assert replace(stored, text=text) == rule
    assert stored.text
    assert (stored.count is not None) == (kind in company_checks.COUNTING)


def test_an_officer_is_removed_role_by_role() -> None:
    company_entries.store_company(full())

    left = company_entries.remove_officer(COMPANY, LARS, "Signatory")
    assert OfficerEntry(LARS, "ManagingDirector") in left.officers
    assert left.rules == full().rules


def test_rules_no_longer_name_who_has_left() -> None:
    group = RuleEntry("AnyOfGroup", TEXT, 2, (ARVID, MARIA, LARS))
    company_entries.store_company(full(rules=(group,), officers=board(ARVID, MARIA, LARS)))

    left = company_entries.remove_officer(COMPANY, LARS, "BoardMember")

    assert left.rules == (replace(group, group=(ARVID, MARIA)),)
    assert [officer.number for officer in left.officers] == [ARVID, MARIA]


def test_an_officer_without_whom_a_rule_cannot_be_stays() -> None:
    company_entries.store_company(full(rules=(RuleEntry("AnyOfGroup", TEXT, 2, (ARVID, MARIA)),)))

    with pytest.raises(InvalidValues) as refused:
        company_entries.remove_officer(COMPANY, MARIA, "BoardMember")

    assert refused.value.values[0].path == ("rules", 0, "count")
    assert OfficerEntry(MARIA, "BoardMember") in company_entries.get_company(COMPANY).officers


def test_a_role_that_nobody_has_is_removed_without_effect() -> None:
    company_entries.store_company(full())

    assert company_entries.remove_officer(COMPANY, IDA, "Chair") == full()


@pytest.fixture
def three(people: None) -> None:
    register_company(officers=board(ARVID), number=COMPANY, name="Bygg AB")
    register_company(officers=(*board(ARVID), OfficerEntry(ARVID, "ManagingDirector")), number=OTHER_COMPANY)
    company_entries.store_company(CompanyEntry("167696000012", "Brf Lyktan", form="BRF", status="Bankrupt"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [OTHER_COMPANY, COMPANY, "167696000012"]),
        ({"search": "lykt"}, ["167696000012"]),
        ({"search": "5560"}, [OTHER_COMPANY, COMPANY]),
        ({"search": "16556000004"}, [COMPANY]),
        ({"search": "556000-0043"}, [COMPANY]),
        ({"form": "BRF"}, ["167696000012"]),
        ({"status": "Bankrupt"}, ["167696000012"]),
        ({"form": "AB", "status": "Bankrupt"}, []),
        ({"officer": ARVID}, [OTHER_COMPANY, COMPANY]),
        ({"officer": MARIA}, []),
    ],
)
def test_companies_are_narrowed_by_all_that_is_given(three: None, query: dict[str, str], found: list[str]) -> None:
    assert numbers(**query) == found


def test_companies_are_listed_by_number_a_page_at_a_time(three: None) -> None:
    first = company_entries.list_companies(limit=2)
    assert first.after == COMPANY
    second = company_entries.list_companies(limit=2, after=first.after)

    assert [company.number for company in second.companies] == ["167696000012"]
    assert second.after is None
