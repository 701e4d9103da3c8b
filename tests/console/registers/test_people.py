"""People and their guardians on the pages."""

import pytest
from lxml import html

from base_registers.entries import person_entries
from base_registers.entries.person_entries import PersonState
from base_registers.models import Guardianship, Person
from console.registers import people as people_pages
from console.registers.names import PERSON_STATES
from infra.errors import NotFound
from tests.console.conftest import words
from tests.console.registers.conftest import Pages

ARVID, MARIA, NILS, BENGT, RUNE, LARS, INGRID = (
    "192705178354",
    "198101052382",
    "194501103297",
    "196401053076",
    "195911142817",
    "196906112393",
    "194806212231",
)
NEW = "197706022394"


def stored(number: str) -> person_entries.PersonEntry:
    return person_entries.get_person(number)


def test_people_are_listed_with_number_address_and_state(pages: Pages) -> None:
    shown = pages.words("people")

    assert "Arvid Lindgren 19270517-8354 Ängsgatan 4, Exempelstad" in shown
    assert "Greta Öberg 19380102-9202 Kyrkogatan 5, Exempelstad Avliden" in shown
    assert "Helena Wester 19690909-2394 Utflyttad" in shown
    assert "Karin Sandell 19820606-2385 Har bytt nummer" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"search": "hallberg"}, ["Nils Hallberg", "Bengt Hallberg"]),
        ({"search": "19270517-8354"}, ["Arvid Lindgren"]),
        ({"state": "protected"}, ["Erik Lund"]),
        ({"state": "has_guardian"}, ["Nils Hallberg", "Rune Lindahl"]),
        ({"state": "has_guardian", "search": "rune"}, ["Rune Lindahl"]),
    ],
)
def test_people_are_searched(pages: Pages, query: dict[str, str], found: list[str]) -> None:
    page = pages.listed("people", query)

    assert [link.text for link in page.xpath("//li//a")] == found
    assert page.xpath("string(//a[text()='Visa alla']/@href)") == "/konsol/register/"


def test_a_search_without_a_hit_says_what_to_do(pages: Pages) -> None:
    assert "Ingen person stämmer" in pages.words("people", search="xyz")


@pytest.mark.parametrize("query", [{"state": "glad"}, {"search": "x" * 101}])
def test_a_search_that_cannot_be_is_refused(pages: Pages, query: dict[str, str]) -> None:
    page = pages.listed("people", query, status=422)

    assert "Något i sökningen behöver rättas." in words(page)


def test_many_people_go_on_over_pages_with_the_search(pages: Pages) -> None:
    numbers = [f"1990{month:02}{day:02}{place:04}" for month in (1, 2) for day in range(1, 29) for place in (1,)]
    Person.objects.bulk_create(Person(number=number, name="Många Åå") for number in numbers)

    first = pages.console.page("people", search="Många")
    shown = first.xpath("//li//a") + pages.following("people", first).xpath("//li//a")

    assert len(first.xpath("//li//a")) == people_pages.PEOPLE_LISTED
    assert len(shown) == len(numbers)


def test_a_person_is_shown_with_guardians_and_roles(pages: Pages) -> None:
    rune, lars = pages.words("person", RUNE), pages.words("person", LARS)

    assert "Rune Lindahl 19591114-2817" in rune
    assert "Ingrid Eklund God man från 2019-10-07, upphör 2023-02-01 Gäller inte i dag" in rune
    assert "Lars Nordin Förvaltare från 2023-02-01" in rune
    assert "Företräder Rune Lindahl Förvaltare från 2023-02-01" in lars
    assert "Ingen företräder personen" in lars
    assert "Norrsken Drift AB Styrelseordförande" in lars
    assert "Gamla Garaget AB Styrelseledamot" in lars


def test_an_english_page_is_english(pages: Pages) -> None:
    pages.console.client.cookies["django_language"] = "en"

    assert "Lars Nordin Administrator (förvaltare) from 2023-02-01" in pages.words("person", RUNE)
    assert "The population register" in pages.words("people")


@pytest.mark.parametrize("number", [NEW, "hej", "165560000001"])
def test_a_person_who_is_not_there_has_no_page(pages: Pages, number: str) -> None:
    pages.console.page("person", number, status=404)
    for action in ("person-remove", "guardian-add", "guardian-remove"):
        assert pages.status(action, number) == 404


def test_saving_the_form_as_it_stands_changes_nothing(pages: Pages) -> None:
    for number in Person.objects.values_list("number", flat=True):
        before = stored(number)
        assert "Uppgifterna är sparade." in pages.save("person", number)
        assert stored(number) == before


def test_facts_are_changed_and_guardians_stay(pages: Pages) -> None:
    shown = pages.save(
        "person",
        NILS,
        name="Nils Ny",
        postal_code="123 45",
        protected="on",
        emigrated_on="2024-02-29",
        changed_to="19270517-8354",
    )

    assert "Skyddade personuppgifter Utflyttad Har bytt nummer Har god man eller förvaltare" in shown
    person = stored(NILS)
    assert (person.name, person.postal_code, person.protected) == ("Nils Ny", "12345", True)
    assert (str(person.emigrated_on), person.changed_to) == ("2024-02-29", ARVID)
    assert [guardian.number for guardian in person.guardians] == [BENGT]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Skriv ett namn."),
        ({"postal_code": "123"}, "Ska vara fem siffror."),
        ({"deceased_on": "2999-01-01"}, "Är en dag som inte har varit."),
        ({"changed_to": NEW}, "Finns inte i folkbokföringsregistret"),
        ({"changed_to": NILS}, "Leder tillbaka till samma nummer"),
        ({"changed_to": "165560000001"}, "Är ingen persons nummer."),
        ({"changed_to": "hej"}, "annat än siffror"),
    ],
)
def test_a_value_that_cannot_be_is_explained_at_its_field(
    pages: Pages, changes: dict[str, str], says: str
) -> None:
    before = stored(NILS)
    values = {**pages.fields("person", NILS), **changes}

    answer = pages.console.do("person", NILS, **values)

    assert answer.status_code == 422
    page = html.fromstring(answer.content)
    [name] = changes
    assert says in words(page, f"//div[contains(@class, 'field--wrong')][.//*[@name='{name}']]")
    assert stored(NILS) == before


def test_a_person_is_registered(pages: Pages) -> None:
    shown = pages.save("person-new", number="770602-2394", name="Test Testsson", city="Byn")

    assert "Personen finns nu i registret." in shown
    assert stored(NEW) == person_entries.PersonEntry(NEW, "Test Testsson", city="Byn")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"number": ""}, "Skriv ett nummer."),
        ({"number": ARVID}, "Numret finns redan i registret."),
        ({"number": "165560000001"}, "Är ingen persons nummer."),
        ({"number": "197706022395"}, "fel kontrollsiffra"),
        ({"postal_code": "x"}, "Ska vara fem siffror."),
    ],
)
def test_a_person_who_cannot_be_is_not_registered(pages: Pages, values: dict[str, str], says: str) -> None:
    before = Person.objects.count()

    answer = pages.console.do("person-new", **{"number": NEW, "name": "Test", **values})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Person.objects.count() == before


def test_a_guardian_is_added_and_removed(pages: Pages) -> None:
    shown = pages.do("guardian-add", NILS, number="690611-2393", kind="Forvaltare", decided_on="2025-03-01")

    assert "Uppdraget är inlagt." in shown
    assert "Lars Nordin Förvaltare från 2025-03-01" in shown
    assert set(Guardianship.objects.filter(principal=NILS).values_list("guardian", "kind")) == {
        (BENGT, "GodMan"),
        (LARS, "Forvaltare"),
    }

    shown = pages.do("guardian-remove", NILS, guardian=BENGT)
    assert "Uppdraget är borttaget." in shown
    assert list(Guardianship.objects.filter(principal=NILS).values_list("guardian", flat=True)) == [LARS]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"number": ""}, "Skriv ett personnummer."),
        ({"number": NILS}, "Är personen själv."),
        ({"number": BENGT}, "Står två gånger."),
        ({"number": NEW}, "Finns inte i folkbokföringsregistret"),
        ({"decided_on": ""}, "Skriv vilken dag beslutet gäller från."),
        ({"ends_on": "2024-01-01"}, "Ska vara efter beslutets dag."),
        ({"kind": "Kusin"}, "field__error"),
    ],
)
def test_a_guardian_who_cannot_be_is_explained_and_the_form_stays_open(
    pages: Pages, changes: dict[str, str], says: str
) -> None:
    values = {"number": LARS, "kind": "GodMan", "decided_on": "2024-05-16", **changes}

    answer = pages.console.do("guardian-add", NILS, **values)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert html.fromstring(answer.content).xpath("//details[@open]")
    assert Guardianship.objects.filter(principal=NILS).count() == 1


def test_removing_a_guardian_who_is_none_changes_nothing(pages: Pages) -> None:
    pages.do("guardian-remove", NILS, guardian=ARVID)

    assert Guardianship.objects.filter(principal=NILS).count() == 1


def test_a_person_is_removed_unless_a_company_needs_them(pages: Pages) -> None:
    assert "Personen är borttagen ur registret." in pages.do("person-remove", MARIA)
    assert "Ta bort rollen först." in pages.do("person-remove", LARS)

    assert not Person.objects.filter(number=MARIA).exists()
    assert Person.objects.filter(number=LARS).exists()


def test_the_functions_behind_the_pages_find_nobody_by_an_unknown_number(pages: Pages) -> None:
    with pytest.raises(NotFound):
        people_pages.person_page(NEW)
    with pytest.raises(NotFound):
        people_pages.remove_guardian(NEW, BENGT)
    assert not people_pages.is_registered(NEW)
    assert people_pages.is_registered(MARIA)


def test_the_states_of_a_person_are_those_that_hold_today(pages: Pages) -> None:
    assert people_pages.states_of(stored(ARVID)) == []
    Guardianship.objects.filter(principal=NILS).update(ends_on="2022-05-17")

    assert people_pages.states_of(stored(NILS)) == []
    assert PERSON_STATES[PersonState.HAS_GUARDIAN] in people_pages.states_of(stored(RUNE))
