"""What a run sets for senders and registers that it did not make concerns its own letters, and goes with it."""

import json
from typing import Any

import pytest
from django.test import Client

from base_registers import failures
from base_registers.failures import Register
from formedlare.models import Leg
from infra import trace
from tests import cast
from tests.cast import ARVID, MARIA
from tests.relay import Relay, work
from tests.testbed.runs.conftest import MakeRun, Run
from tests.testbed.runs.test_changes import KOMMUN, Change, change, rows, shown

__all__ = ["change"]

SETTINGS = (
    "formedlare.ChannelRule",
    "formedlare.SenderPlan",
    "formedlare.ContactAddress",
    "formedlare_office.OfficeSender",
    "base_registers.SourceFailure",
)
PRINTED = {"rules": [{"name": "Allt på papper", "channels": ["print"]}]}
PLAN = {"deadline_minutes": 5, "first_pause_seconds": 1, "longest_pause_seconds": 2}
LINE = {"recipient": MARIA, "email": "maria@example.org", "confirmed_on": "2026-01-01"}


def set_all(run: Run, change: Change, address: str) -> None:
    """Set what a run may set for a sender of the demo world, and for everybody."""
    change(run, "put", f"senders/{KOMMUN}/rules", PRINTED)
    change(run, "put", "rules", PRINTED)
    change(run, "put", f"senders/{KOMMUN}/plan", PLAN)
    change(run, "put", f"senders/{KOMMUN}/addresses", [LINE])
    change(run, "post", "office-senders", {"address": address, "identity": "kommun-a"})
    change(run, "put", f"registers/failures/people/{MARIA}", {"problem": "DataMissing"})


def are_printed() -> dict[str, bool]:
    """By recipient, whether the rule of the run has decided."""
    return {leg.recipient: leg.rule == "Allt på papper" for leg in Leg.objects.all()}


def send(sender: cast.Sender, *recipients: str) -> None:
    relay = Relay(sender)
    for recipient in recipients:
        relay.distribute(recipient)
    work()


@pytest.mark.parametrize("path", [f"senders/{KOMMUN}/rules", "rules"])
def test_rules_that_a_run_sets_decide_about_its_letters_alone(
    make_run: MakeRun, change: Change, kommun_a: cast.Sender, path: str
) -> None:
    run, other = make_run(), make_run()
    own, of_other = run.person(), other.person()
    change(run, "put", path, PRINTED)

    send(kommun_a, own, of_other, ARVID)

    assert are_printed() == {own: True, of_other: False, ARVID: False}


def test_the_list_of_a_run_shows_its_own_rules_and_the_others_stay(make_run: MakeRun, change: Change) -> None:
    run = make_run()
    before = shown(run.client, f"senders/{KOMMUN}/rules")

    answer = change(run, "put", f"senders/{KOMMUN}/rules", PRINTED).json()

    assert [rule["name"] for rule in answer["rules"]] == ["Allt på papper"]
    assert shown(run.client, f"senders/{KOMMUN}/rules") == before
    assert change(run, "put", f"senders/{KOMMUN}/rules", {"rules": []}).json() == before


def test_a_plan_that_a_run_sets_gives_its_letters_alone_their_deadline(
    make_run: MakeRun, change: Change, kommun_a: cast.Sender
) -> None:
    run = make_run()
    own = run.person()
    change(run, "put", f"senders/{KOMMUN}/plan", PLAN)

    send(kommun_a, own, ARVID)

    minutes = {leg.recipient: (leg.deadline - leg.received_at).total_seconds() / 60 for leg in Leg.objects.all()}
    assert minutes == {own: 5, ARVID: 24 * 60}
    assert shown(run.client, f"senders/{KOMMUN}/plan")["deadline_minutes"] == 24 * 60


def test_an_address_that_a_run_adds_is_there_for_the_run_alone(make_run: MakeRun, change: Change) -> None:
    run, other = make_run(), make_run()
    change(run, "put", f"senders/{KOMMUN}/addresses", [LINE])
    change(other, "post", f"senders/{KOMMUN}/addresses", [{**LINE, "email": "annan@example.org"}])

    def emails(label: str | None) -> list[str]:
        headers = {"X-MM-Label": label} if label else {}
        page = run.client.get(f"/api/v1/senders/{KOMMUN}/addresses", {"recipient": MARIA}, headers=headers)
        return [line["email"] for line in page.json()["results"]]

    assert emails(run.label) == ["maria@example.org"]
    assert emails(other.label) == ["annan@example.org"]
    assert emails(None) == []
    assert change(run, "delete", f"senders/{KOMMUN}/addresses/{MARIA}").status_code == 204
    assert emails(other.label) == ["annan@example.org"]


def test_a_register_fails_for_the_run_that_says_so_alone(make_run: MakeRun, change: Change) -> None:
    run, other = make_run(), make_run()
    change(run, "put", f"registers/failures/people/{MARIA}", {"problem": "DataMissing"})
    change(other, "put", "registers/failures/people", {"problem": "DataUncertain"})

    def problem(label: str | None, number: str) -> Any:
        with trace.use_label(label):
            return failures.find_problem(Register.PEOPLE, number)

    assert [problem(run.label, MARIA), problem(run.label, ARVID)] == ["DataMissing", None]
    assert [problem(other.label, MARIA), problem(other.label, ARVID)] == ["DataUncertain", "DataUncertain"]
    assert [problem(None, MARIA), problem(None, ARVID)] == [None, None]
    assert shown(run.client, "registers/failures")["results"] == []


def test_a_register_fails_for_everybody_about_a_person_that_the_run_made(
    make_run: MakeRun, change: Change
) -> None:
    """Pages that a person logs in at, for instance, name no run."""
    run = make_run()
    own = run.person()

    change(run, "put", f"registers/failures/people/{own}", {"problem": "DataMissing"})

    assert failures.find_problem(Register.PEOPLE, own) == "DataMissing"


def test_what_is_set_for_a_runs_own_sender_concerns_all_its_letters(make_run: MakeRun, change: Change) -> None:
    before = rows(*SETTINGS)
    run = make_run()
    own = run.sender(roles=["sender", "relay"])
    change(run, "put", f"senders/{own.identity.organisation.value}/rules", PRINTED)

    send(own, ARVID)
    assert are_printed() == {ARVID: True}
    run.remove()

    assert rows(*SETTINGS) == before


def test_what_two_runs_have_set_goes_with_each_of_them(make_run: MakeRun, change: Change) -> None:
    before = rows(*SETTINGS)
    runs = [make_run(), make_run()]
    set_all(runs[0], change, "@ett.example")
    of_one = rows(*SETTINGS)
    set_all(runs[1], change, "@tva.example")
    assert [name for name in SETTINGS if rows(*SETTINGS)[name] == of_one[name]] == []

    runs[1].remove()
    assert rows(*SETTINGS) == of_one
    runs[0].remove()

    assert rows(*SETTINGS) == before


SHARED = [
    ("post", "office-senders", {"address": "handlaggare@kommun-a.example", "identity": "kommun-a"}),
    ("delete", "office-senders/handlaggare@kommun-a.example", {}),
    ("post", f"mailboxes/{MARIA}/reset", {}),
    ("post", f"accounts/{MARIA}/end", {}),
    ("put", "operators/kivra.com/departure", {"leaves_on": "2036-01-01"}),
    ("patch", "lanes/kivra.com", {"concurrency": 1}),
    ("post", "reset", {}),
]


@pytest.mark.parametrize(("method", "path", "body"), SHARED)
def test_a_run_does_not_change_what_all_share(
    make_run: MakeRun, client: Client, method: str, path: str, body: dict[str, Any]
) -> None:
    run = make_run()

    answer = getattr(client, method)(
        f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers={"X-MM-Label": run.label}
    )

    assert answer.json()["slug"] in {"not-made-in-run", "not-within-run"}
    assert "X-MM-Label" in answer.json()["detail"]


def test_a_rule_or_webhook_of_no_run_is_read_within_one_and_not_removed(make_run: MakeRun, client: Client) -> None:
    run = make_run()
    made = client.post("/api/v1/faults", {"at": "far", "fault": {"code": 4999}}, content_type="application/json")
    address = f"/api/v1/faults/{made.json()['id']}"
    headers = {"X-MM-Label": run.label}

    assert client.get(address, headers=headers).status_code == 200
    assert client.delete(address, headers=headers).json()["slug"] == "not-made-in-run"
    assert client.delete(address).status_code == 204
