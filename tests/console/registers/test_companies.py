"""Companies and their officers on the pages."""

import pytest
from lxml import html

from base_registers.entries import company_entries
from base_registers.entries.company_values import CompanyEntry, OfficerEntry
from base_registers.models import Company, Officer
from console.registers import companies as company_pages
from infra.errors import NotFound
from tests.console.conftest import words
from tests.console.registers.conftest import Pages

FJALLBACK, PROVBY_BYGG, KVARNEN, NORRSKEN, NEW = (
    "165560000019",
    "165560000043",
    "169696000018",
    "165560000035",
    "165590000005",
)
LENA, ANNIKA, LARS, SARA, IDA, ARVID = (
    "196001062626",
    "196801029288",
    "196906112393",
    "199506022384",
    "199801012387",
    "192705178354",
)


def stored(number: str) -> CompanyEntry:
    return company_entries.get_company(number)


def test_companies_are_listed_with_form_state_and_who_signs(pages: Pages) -> None:
    shown = pages.words("companies")

    assert "Exempelmyndigheten 202100-9028 Statlig myndighet Aktivt" in shown
    assert "Gamla Garaget AB 556000-0050 Aktiebolag Upplöst Firman tecknas av styrelsens ledamot ensam." in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"search": "bygg"}, ["Provby Bygg AB"]),
        ({"search": "556000-0043"}, ["Provby Bygg AB"]),
        ({"form": "KB"}, ["Kvarnens Kommanditbolag"]),
        ({"status": "Bankrupt"}, ["Strandkiosken i Provby AB"]),
        ({"form": "KB", "status": "Bankrupt"}, []),
    ],
)
def test_companies_are_searched(pages: Pages, query: dict[str, str], found: list[str]) -> None:
    page = pages.listed("companies", query)

    assert [link.text for link in page.xpath("//li//a")] == found
    assert found or "Inget företag stämmer" in words(page)


@pytest.mark.parametrize("query", [{"form": "XX"}, {"status": "glad"}, {"search": "x" * 101}])
def test_a_search_that_cannot_be_is_refused(pages: Pages, query: dict[str, str]) -> None:
    pages.listed("companies", query, status=422)


def test_many_companies_go_on_over_pages(pages: Pages) -> None:
    Company.objects.bulk_create(Company(number=f"1655{place:08}", name="Många AB") for place in range(60))

    first = pages.console.page("companies", search="Många")

    assert len(first.xpath("//li//a")) == company_pages.COMPANIES_LISTED
    assert len(pages.following("companies", first).xpath("//li//a")) == 10


def test_a_company_is_shown_with_officers_and_rules(pages: Pages) -> None:
    norrsken, kvarnen = pages.words("company", NORRSKEN), pages.words("company", KVARNEN)

    assert "Norrsken Drift AB 556000-0035 Aktiebolag Aktivt" in norrsken
    assert "Det räcker att en av reglerna är uppfylld." in norrsken
    assert "Verkställande direktören, i löpande förvaltning" in norrsken
    assert "Jonas Berg Verkställande direktör" in norrsken
    assert "Ett antal ur en grupp 2 personer Räknas: Ida Blom, Hugo Strand, Sara Lindqvist" in kvarnen
    assert "Minst en av: Lars Nordin" in pages.words("company", PROVBY_BYGG)


def test_a_company_without_anybody_says_so(pages: Pages) -> None:
    shown = pages.words("company", "162021009028")

    assert "Ingen har någon roll." in shown
    assert "Utan regel kan ingen teckna firman." in shown


def test_an_english_page_is_english(pages: Pages) -> None:
    pages.console.client.cookies["django_language"] = "en"

    assert "Jonas Berg Managing director" in pages.words("company", NORRSKEN)
    assert "Government agency Active" in pages.words("companies")


@pytest.mark.parametrize("number", [NEW, "hej", ARVID])
def test_a_company_that_is_not_there_has_no_page(pages: Pages, number: str) -> None:
    pages.console.page("company", number, status=404)
    pages.console.page("signatory-rule-new", number, status=404)
    for action in ("company-remove", "officer-add", "officer-remove", "signatory-rule-new"):
        assert pages.status(action, number) == 404
    assert pages.status("signatory-rule-remove", number, 1) == 404


def test_saving_the_form_as_it_stands_changes_nothing(pages: Pages) -> None:
    for number in Company.objects.values_list("number", flat=True):
        before = stored(number)
        assert "Uppgifterna är sparade." in pages.save("company", number)
        assert stored(number) == before


def test_facts_are_changed_and_officers_and_rules_stay(pages: Pages) -> None:
    before = stored(PROVBY_BYGG)

    shown = pages.save("company", PROVBY_BYGG, status="Dissolved", postal_code="543 21", name="Bygg i Byn AB")

    assert "Bygg i Byn AB 556000-0043 Aktiebolag Upplöst" in shown
    after = stored(PROVBY_BYGG)
    assert (after.status, after.postal_code, after.name) == ("Dissolved", "54321", "Bygg i Byn AB")
    assert (after.officers, after.rules, after.rule_text) == (before.officers, before.rules, before.rule_text)


def test_an_empty_clear_text_becomes_that_of_the_rules(pages: Pages) -> None:
    pages.save("company", NORRSKEN, rule_text="")

    assert stored(NORRSKEN).rule_text == " ".join(rule.text for rule in stored(NORRSKEN).rules)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Skriv ett namn."),
        ({"postal_code": "123"}, "Ska vara fem siffror."),
        ({"form": "EF"}, "innehavarens personnummer"),
        ({"form": "XX"}, "field__error"),
        ({"rule_text": "x" * 2_001}, "field__error"),
    ],
)
def test_a_value_that_cannot_be_is_explained(pages: Pages, changes: dict[str, str], says: str) -> None:
    before = stored(FJALLBACK)

    answer = pages.console.do("company", FJALLBACK, **{**pages.fields("company", FJALLBACK), **changes})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert stored(FJALLBACK) == before


def test_a_company_is_registered(pages: Pages) -> None:
    shown = pages.save("company-new", number="559000-0005", name="Nytt AB", form="BRF")

    assert "Företaget finns nu i registret." in shown
    assert stored(NEW) == CompanyEntry(NEW, "Nytt AB", form="BRF")


def test_a_sole_trader_is_registered_under_the_owner_s_number(pages: Pages) -> None:
    pages.save("company-new", number="19270517-8354", name="Arvids snickeri", form="EF")

    assert stored(ARVID).form == "EF"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"number": ""}, "Skriv ett nummer."),
        ({"number": FJALLBACK}, "Numret finns redan i registret."),
        ({"number": ARVID}, "innehavarens personnummer"),
        ({"number": "165590000006"}, "fel kontrollsiffra"),
        ({"name": "x" * 257}, "field__error"),
    ],
)
def test_a_company_that_cannot_be_is_not_registered(pages: Pages, values: dict[str, str], says: str) -> None:
    before = Company.objects.count()

    answer = pages.console.do(
        "company-new", **{"number": NEW, "name": "Nytt AB", "form": "AB", "status": "Active", **values}
    )

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Company.objects.count() == before


def test_an_officer_is_added_and_removed(pages: Pages) -> None:
    shown = pages.do("officer-add", FJALLBACK, number="690611-2393", role="Auditor")

    assert "Rollen är inlagd." in shown
    assert "Lars Nordin Revisor" in shown
    assert OfficerEntry(LARS, "Auditor") in stored(FJALLBACK).officers

    shown = pages.do("officer-remove", FJALLBACK, person=LENA, role="Chair")
    assert "Rollen är borttagen." in shown
    assert [officer.number for officer in stored(FJALLBACK).officers] == [ANNIKA, LARS]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"number": ""}, "Skriv ett personnummer."),
        ({"number": "165560000001"}, "Är ingen persons nummer."),
        ({"number": "197706022394"}, "Finns inte i folkbokföringsregistret"),
        ({"number": LENA, "role": "Chair"}, "Står två gånger."),
        ({"role": "Kung"}, "field__error"),
    ],
)
def test_an_officer_who_cannot_be_is_explained_and_the_form_stays_open(
    pages: Pages, changes: dict[str, str], says: str
) -> None:
    answer = pages.console.do("officer-add", FJALLBACK, **{"number": LARS, "role": "Auditor", **changes})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert html.fromstring(answer.content).xpath("//details[@open]")
    assert Officer.objects.filter(company=FJALLBACK).count() == 2


def test_an_officer_whom_a_rule_needs_stays_and_the_page_says_why(pages: Pages) -> None:
    shown = pages.do("officer-remove", PROVBY_BYGG, person=LARS, role="Chair")

    assert "Säg av vilka en ska skriva under." in shown
    assert OfficerEntry(LARS, "Chair") in stored(PROVBY_BYGG).officers


def test_removing_a_role_that_nobody_has_changes_nothing(pages: Pages) -> None:
    before = stored(FJALLBACK)

    pages.do("officer-remove", FJALLBACK, person="", role="")

    assert stored(FJALLBACK) == before


def test_a_company_is_removed(pages: Pages) -> None:
    assert "Företaget är borttaget ur registret." in pages.do("company-remove", FJALLBACK)

    with pytest.raises(NotFound):
        stored(FJALLBACK)
    assert not company_pages.is_registered(FJALLBACK)
    assert company_pages.is_registered(NORRSKEN)
