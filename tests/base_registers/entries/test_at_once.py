"""Changes that come at the same moment: each is stored whole, and none undoes another."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from base_registers.models import Company, Officer, Person
from console.registers import people as people_pages
from infra.pki import store
from tests.far.accounts.parallel_calls import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]
PROVBY_BYGG, NEW, NILS = "165560000043", "165590000005", "194501103297"
LARS, SARA, MILO, ARVID, MARIA, IDA = (
    "196906112393",
    "199506022384",
    "200206022394",
    "192705178354",
    "198101052382",
    "199801012387",
)


@pytest.fixture(autouse=True)
def world(transactional_db: None, settings: Settings) -> None:
    store.ensure_identities(settings.PKI_DIR)  # Django's
    call_command("seed", verbosity=0)


def send(method: str, path: str, body: object) -> Callable[[], int]:
    def call() -> int:
        answer = Client().generic(method, f"/api/v1/registers/{path}", json.dumps(body), "application/json")
        return int(answer.status_code)

    return call


def test_a_company_that_is_registered_by_many_is_registered_once() -> None:
    body = {"name": "Nytt AB", "officers": [{"number": LARS, "role": "Chair"}], "rules": [{"kind": "Board"}]}

    statuses = together(*[send("PUT", f"companies/{NEW}", body) for _ in range(4)])

    assert sorted(statuses) == [200, 200, 200, 201]
    assert Company.objects.filter(number=NEW).count() == 1
    assert Officer.objects.filter(company=NEW).count() == 1


def test_changes_of_different_values_are_all_kept() -> None:
    changes: list[dict[str, str]] = [
        {"status": "Bankrupt"},
        {"name": "Bygg i Byn AB"},
        {"city": "Byn"},
        {"rule_text": "Firman tecknas av styrelsen."},
    ]

    statuses = together(*[send("PATCH", f"companies/{PROVBY_BYGG}", change) for change in changes])

    company = Company.objects.get(number=PROVBY_BYGG)
    assert statuses == [200] * 4
    assert (company.status, company.name, company.city) == ("Bankrupt", "Bygg i Byn AB", "Byn")
    assert company.signatory_rule_text == "Firman tecknas av styrelsen."
    assert company.officer_rows.count() == 3
    assert company.rules.count() == 1


def test_guardians_that_are_added_at_the_same_moment_are_all_added() -> None:
    def add(number: str) -> bool:
        form = people_pages.GuardianForm({"number": number, "kind": "GodMan", "decided_on": "2024-05-16"})
        assert form.is_valid()
        return people_pages.add_guardian(form, NILS)

    def adding(number: str) -> Callable[[], bool]:
        return lambda: add(number)

    assert together(*[adding(number) for number in (LARS, SARA, ARVID, MARIA)]) == [True] * 4

    guardians = set(Person.objects.get(number=NILS).guardianships.values_list("guardian", flat=True))
    assert {LARS, SARA, ARVID, MARIA} < guardians


def test_a_person_who_gets_a_role_is_not_removed_at_the_same_moment() -> None:
    for _ in range(3):
        Person.objects.get_or_create(number=IDA, defaults={"name": "Ida Blom"})
        Officer.objects.filter(person=IDA).delete()
        officers = [{"number": number, "role": "BoardMember"} for number in (LARS, IDA)]

        given, removed = together(
            send("PATCH", f"companies/{PROVBY_BYGG}", {"officers": officers}),
            send("DELETE", f"people/{IDA}", {}),
        )

        assert (given, removed) in {(200, 409), (400, 204)}
        assert Officer.objects.filter(person=IDA).exists() == (given == 200)
        assert Person.objects.filter(number=IDA).exists() == (removed == 409)
