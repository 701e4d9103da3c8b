"""The population register over REST."""

import json
from typing import Any

import pytest

from base_registers.api.people_serializers import EXAMPLE
from base_registers.models import Guardianship, Person
from tests.formedlare.api.conftest import Api

MARIA, NILS, BENGT, LARS, NEW = "198101052382", "194501103297", "196401053076", "196906112393", "197706022394"
PEOPLE = "registers/people"


def pointers(problem: dict[str, Any]) -> list[str]:
    return [error["pointer"] for error in problem["errors"]]


def test_a_person_is_shown_with_all_that_the_register_has(api: Api) -> None:
    assert api.get(f"{PEOPLE}/{NILS}") == {
        "number": NILS,
        "name": "Nils Hallberg",
        "street": "Solhemsvägen 2",
        "postal_code": "12353",
        "city": "Provby",
        "protected": False,
        "deceased_on": None,
        "emigrated_on": None,
        "changed_to": "",
        "guardians": [{"number": BENGT, "kind": "GodMan", "decided_on": "2022-05-16", "ends_on": None}],
    }


@pytest.mark.parametrize("written", ["19810105-2382", "810105-2382", "8101052382"])
def test_a_number_may_be_written_as_people_do(api: Api, written: str) -> None:
    assert api.get(f"{PEOPLE}/{written}")["number"] == MARIA


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_who_is_not_there_is_not_found(api: Api, method: str) -> None:
    body: dict[str, str] | None = {} if method == "PATCH" else None

    problem = api.problem(method, f"{PEOPLE}/{NEW}", body, status=404)

    assert NEW not in problem["detail"]


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(("number", "why"), [("198101052381", "check digit"), ("hej", "not a valid number")])
def test_a_number_that_nobody_can_have_is_refused_in_words(api: Api, method: str, number: str, why: str) -> None:
    body: dict[str, str] | None = {} if method in {"PUT", "PATCH"} else None

    assert why in api.problem(method, f"{PEOPLE}/{number}", body, status=400)["detail"]


def test_a_person_is_registered_once_and_then_changed(api: Api) -> None:
    body = {"name": "Test Testsson", "emigrated_on": "2024-01-31"}

    first = api.send("PUT", f"{PEOPLE}/{NEW}", body)
    again = api.send("PUT", f"{PEOPLE}/{NEW}", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert api.get(f"{PEOPLE}/{NEW}")["emigrated_on"] == "2024-01-31"


def test_what_a_put_leaves_out_is_emptied(api: Api) -> None:
    api.done("PUT", f"{PEOPLE}/{NILS}", {"name": "Nils"})

    shown = api.get(f"{PEOPLE}/{NILS}")
    assert (shown["street"], shown["guardians"]) == ("", [])


def test_what_is_shown_can_be_sent_back(api: Api) -> None:
    for number in Person.objects.values_list("number", flat=True):
        shown = api.get(f"{PEOPLE}/{number}")
        assert api.done("PUT", f"{PEOPLE}/{number}", shown) == shown


def test_a_patch_changes_what_it_names(api: Api) -> None:
    before = api.get(f"{PEOPLE}/{NILS}")

    changed = api.done("PATCH", f"{PEOPLE}/{NILS}", {"protected": True, "city": "Byn"})

    assert changed == {**before, "protected": True, "city": "Byn"}
    assert api.done("PATCH", f"{PEOPLE}/{NILS}", {}) == changed


def test_a_patch_replaces_a_list_whole(api: Api) -> None:
    guardian = {"number": LARS, "kind": "Forvaltare", "decided_on": "2025-01-01"}

    changed = api.done("PATCH", f"{PEOPLE}/{NILS}", {"guardians": [guardian]})

    assert changed["guardians"] == [{**guardian, "ends_on": None}]
    assert list(Guardianship.objects.filter(principal=NILS).values_list("guardian", flat=True)) == [LARS]


def test_a_person_is_removed(api: Api) -> None:
    assert api.done("DELETE", f"{PEOPLE}/{NILS}") is None

    api.problem("GET", f"{PEOPLE}/{NILS}", status=404)
    api.problem("DELETE", f"{PEOPLE}/{NILS}", status=404)


def test_a_person_with_a_role_in_a_company_is_not_removed(api: Api) -> None:
    problem = api.problem("DELETE", f"{PEOPLE}/{LARS}", status=409)

    assert "Ta bort rollen först" in problem["detail"]
    assert Person.objects.filter(number=LARS).exists()


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"name": "x" * 257}, "/name"),
        ({"postal_code": "1"}, "/postal_code"),
        ({"deceased_on": "2026-02-30"}, "/deceased_on"),
        ({"emigrated_on": "2999-01-01"}, "/emigrated_on"),
        ({"changed_to": MARIA}, "/changed_to"),
        ({"changed_to": "hej"}, "/changed_to"),
        ({"number": NILS}, "/number"),
        ({"protected": "kanske"}, "/protected"),
        ({"guardians": "hej"}, "/guardians"),
        ({"guardians": [{"number": "165560000001", "decided_on": "2020-01-01"}]}, "/guardians/0/number"),
        ({"guardians": [{"number": BENGT}]}, "/guardians/0/decided_on"),
        ({"guardians": [{"number": BENGT, "decided_on": "2020-01-01", "kind": "X"}]}, "/guardians/0/kind"),
        ({"guardians": [{"number": NEW, "decided_on": "2020-01-01"}]}, "/guardians/0/number"),
        ({"age": 12}, "/age"),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_value_that_cannot_be_is_pointed_at(api: Api, method: str, change: dict[str, Any], pointer: str) -> None:
    before = api.get(f"{PEOPLE}/{MARIA}")

    problem = api.problem(method, f"{PEOPLE}/{MARIA}", {**EXAMPLE, **change} if method == "PUT" else change)

    assert pointer in pointers(problem)
    assert api.get(f"{PEOPLE}/{MARIA}") == before


@pytest.mark.parametrize("body", [[], "hej", 1])
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_another_thing_than_an_object_is_refused(api: Api, method: str, body: Any) -> None:
    assert "JSON" in api.problem(method, f"{PEOPLE}/{MARIA}", body)["detail"]


def test_people_are_listed_in_pages_that_follow_each_other(api: Api) -> None:
    found: list[str] = []
    address: str | None = f"/api/v1/{PEOPLE}?limit=10"
    while address is not None:
        page = json.loads(api.client.get(address).content)
        found += [person["number"] for person in page["results"]]
        address = page["next"]

    assert found == sorted(Person.objects.values_list("number", flat=True))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"search": "hallberg"}, [NILS, BENGT]),
        ({"search": "19810105"}, [MARIA]),
        ({"state": "protected"}, ["199601012397"]),
        ({"state": "deceased"}, ["193801029202"]),
        ({"state": "emigrated"}, ["196909092394"]),
        ({"state": "changed_number"}, ["198206062385"]),
        ({"state": "has_guardian"}, [NILS, "195911142817"]),
        ({"guardian": BENGT}, [NILS]),
        ({"state": "has_guardian", "search": "nils"}, [NILS]),
    ],
)
def test_people_are_narrowed_by_all_that_is_given(api: Api, query: dict[str, str], found: list[str]) -> None:
    assert sorted(person["number"] for person in api.get(PEOPLE, **query)["results"]) == sorted(found)


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "state=glad", "guardian=165560000001", "x=1"])
def test_a_query_that_cannot_be_is_refused(api: Api, query: str) -> None:
    api.problem("GET", f"{PEOPLE}?{query}")
