"""What a run changes of people, companies and actors that it did not make is taken back when it is removed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from far.actor_entries.entry import find_entry
from far.models import Account, ServiceSupplier
from tests import cast
from tests.cast import ARVID, MARIA
from tests.testbed.runs.conftest import Committing, MakeRun, Run

KOMMUN = "162021004748"
Change = Callable[..., Any]


@pytest.fixture
def change(django_capture_on_commit_callbacks: Committing) -> Change:
    def request(run: Run, method: str, path: str, body: object = None, **values: object) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            answer = getattr(run.client, method)(
                f"/api/v1/{path}",
                json.dumps(values if body is None else body),
                content_type="application/json",
                headers={"X-MM-Label": run.label},
            )
        assert answer.status_code < 300, answer.content
        return answer

    return request


def shown(client: Client, path: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/{path}").json()
    return found


def rows(*labels: str) -> dict[str, list[dict[str, Any]]]:
    return {label: list(apps.get_model(label).objects.order_by("pk").values()) for label in labels}


PEOPLE = ("base_registers.Person", "base_registers.Guardianship")
COMPANIES = (
    "base_registers.Company",
    "base_registers.Officer",
    "base_registers.SignatoryRule",
    "base_registers.RuleMember",
)
ACTORS = ("far.Sender", "far.Dispatcher", "far.ServiceSupplier", "far.DispatchRight")


def test_a_person_of_the_demo_world_is_as_before(make_run: MakeRun, change: Change) -> None:
    before = rows(*PEOPLE)
    run = make_run()
    guardian = run.person()
    change(run, "patch", f"registers/people/{MARIA}", name="Maria Annan", protected=True)
    change(
        run,
        "patch",
        f"registers/people/{MARIA}",
        guardians=[{"number": guardian, "kind": "GodMan", "decided_on": "2026-01-01"}],
    )
    assert shown(run.client, f"registers/people/{MARIA}")["name"] == "Maria Annan"

    run.remove()

    assert rows(*PEOPLE) == before


def test_a_person_that_the_run_has_removed_is_there_again(make_run: MakeRun, change: Change) -> None:
    before = rows(*PEOPLE)
    run = make_run()
    change(run, "delete", f"registers/people/{ARVID}")
    assert rows(*PEOPLE) != before

    run.remove()

    assert rows(*PEOPLE) == before


def test_a_company_of_the_demo_world_is_as_before(make_run: MakeRun, change: Change) -> None:
    before = rows(*COMPANIES)
    run = make_run()
    [company, *_] = shown(run.client, "registers/companies?limit=1")["results"]
    change(run, "patch", f"registers/companies/{company['number']}", name="Något annat AB", officers=[], rules=[])
    assert rows(*COMPANIES) != before

    run.remove()

    assert rows(*COMPANIES) == before


def test_an_actor_of_the_demo_world_is_as_before(make_run: MakeRun, change: Change) -> None:
    before = rows(*ACTORS)
    run = make_run()
    change(run, "put", f"actors/{KOMMUN}", name="Kommunen", sector="private", dispatchers=[])
    run.make("actors", organisation=KOMMUN, roles=["operator"], domain="kommunen.example")
    change(run, "post", f"actors/{KOMMUN}/suspend", reason="Prov")
    assert rows(*ACTORS) != before

    run.remove()

    assert rows(*ACTORS) == before


def test_accounts_at_an_operator_that_a_run_has_added_go_with_it(make_run: MakeRun, change: Change) -> None:
    run = make_run()
    run.make("actors", organisation=KOMMUN, roles=["operator"], domain="kommunen.example")
    supplier = ServiceSupplier.objects.get(name="kommunen.example")
    Account.objects.filter(recipient=ARVID).update(supplier=supplier)

    run.remove()

    assert not ServiceSupplier.objects.filter(name="kommunen.example").exists()
    assert not Account.objects.filter(recipient=ARVID).exists()


@pytest.mark.parametrize("first_to_go", [0, 1])
def test_what_two_runs_have_changed_is_as_before_when_both_are_gone(
    make_run: MakeRun, change: Change, first_to_go: int
) -> None:
    before = rows(*PEOPLE)
    runs = [make_run(), make_run()]
    change(runs[0], "patch", f"registers/people/{MARIA}", name="Ett")
    change(runs[1], "patch", f"registers/people/{MARIA}", name="Två")

    runs.pop(first_to_go).remove()
    assert shown(runs[0].client, f"registers/people/{MARIA}")["name"] == ("Två" if first_to_go == 0 else "Ett")
    runs[0].remove()

    assert rows(*PEOPLE) == before


def test_another_runs_sender_keeps_its_right_at_a_relay_that_a_run_has_changed(
    make_run: MakeRun, change: Change
) -> None:
    run, other = make_run(), make_run()
    relay = next(iter(find_entry(KOMMUN).dispatchers - {KOMMUN}))  # type: ignore[union-attr]  # seeded
    change(run, "put", f"actors/{relay}", name="Förmedlaren")
    sender = other.sender()

    run.remove()

    entry = find_entry(sender.identity.organisation.value)
    assert entry is not None
    assert relay in entry.dispatchers


def test_a_letter_to_somebody_whom_a_run_has_changed_is_not_the_runs(
    make_run: MakeRun, change: Change, kommun_a: cast.Sender
) -> None:
    run = make_run()
    change(run, "patch", f"registers/people/{ARVID}", name="Arvid Annan")

    kommun_a.deliver(kommun_a.letter(ARVID))
    run.remove()

    assert apps.get_model("mailbox_operator.Delivery").objects.count() == 1


def test_without_a_label_a_change_stays(make_run: MakeRun, client: Client) -> None:
    run = make_run()
    client.patch(f"/api/v1/registers/people/{MARIA}", {"name": "Maria Annan"}, content_type="application/json")

    run.remove()

    assert shown(client, f"registers/people/{MARIA}")["name"] == "Maria Annan"
