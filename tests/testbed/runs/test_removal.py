"""A run that is removed leaves nothing, and takes nothing else with it."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, OperationalError
from django.test import Client

from far.models import Account
from formedlare.models import Distribution, Leg
from infra import clock
from infra.hooks import runs
from infra.hooks.runs import Extent, ItemKind
from infra.pki import files
from infra.pki.trusted_authorities import add_authorities, remove_file, trusted_files
from mailbox_operator.admission import addressees
from mailbox_operator.models import Delivery, Mailbox, Operator
from testbed.faults.models import FaultRule
from testbed.journal.models import Exchange
from testbed.journal.recording.recorder import LONGEST_WAIT
from testbed.runs import tasks
from testbed.runs.models import RemovedRun, Run
from tests import cast
from tests.cast import ARVID, MARIA
from tests.infra.pki.makers import authority
from tests.relay import Relay, work
from tests.testbed.journal.told import record
from tests.testbed.runs.conftest import MakeRun

PATIENCE = 0.5
"""Seconds of the processor: others may use the machine, too."""


def test_authorities_that_a_run_uploaded_go_with_the_last_that_did(make_run: MakeRun) -> None:
    ours = {"certificate": files.to_pem(authority("Vår CA").certificate).decode()}
    first, second = make_run(name="a"), make_run(name="b")
    name = first.make("trusted-authorities", **ours)["file"]
    assert second.send("trusted-authorities", **ours).status_code == 200

    first.remove()
    assert name in [each.name for each in trusted_files(settings.PKI_DIR)]
    second.remove()
    assert name not in [each.name for each in trusted_files(settings.PKI_DIR)]


def test_an_authority_that_was_there_before_the_run_stays(make_run: MakeRun) -> None:
    content = files.to_pem(authority("Vår CA").certificate)
    file = add_authorities(settings.PKI_DIR, content).file
    run = make_run()
    run.send("trusted-authorities", certificate=content.decode())

    run.remove()

    assert file in trusted_files(settings.PKI_DIR)
    remove_file(settings.PKI_DIR, file.name)


def counts() -> dict[str, int]:
    """How many rows each table has, but for those that only grow: logs, and the runs that are gone."""
    grow = {"LogEntry", "LogHead", "UnchainedEntry", "RemovedRun", "Lane", "Session"}
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model.__name__ not in grow
    }


def certificates() -> set[str]:
    pki = Path(settings.PKI_DIR)
    return {str(file) for folder in ("issued", "clients") for file in (pki / folder).rglob("*")}


def test_a_run_that_is_removed_leaves_no_row_and_no_file(make_run: MakeRun) -> None:
    before, files_before = counts(), certificates()
    run = make_run(name="Prov")
    maria = run.person(announcements=["email", "sms"], refuses=["162021004748"])
    run.person(pending=True)
    run.person(operator=None, guardian=maria)
    region = run.sender(name="Region Prov")
    run.make("webhooks", url="https://93.184.216.34/hook")
    assert region.deliver(region.letter(maria)).delivered
    region.notify(region.notification(maria))
    Relay(region).distribute(maria, region.text(subject="Genom förmedlaren"))
    work()
    assert Delivery.objects.filter(label=run.label).count() == 3
    assert certificates() > files_before

    run.remove()

    assert counts() == before
    assert certificates() == files_before


def test_the_keys_of_a_removed_run_are_deleted_soon(make_run: MakeRun) -> None:
    run = make_run()
    for _ in range(3):
        run.make("operators")
    forgotten = Path(settings.PKI_DIR) / "forgotten"

    run.remove()
    assert list(forgotten.rglob("client.key"))
    tasks.remove_late_arrivals()

    assert list(forgotten.iterdir()) == []


def test_a_run_with_thirteen_operators_is_removed_at_once(make_run: MakeRun) -> None:
    run = make_run()
    for _ in range(13):
        run.make("operators")

    begun = time.process_time()
    run.remove()

    assert time.process_time() - begun < PATIENCE


def test_what_others_have_stays(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    run, other = make_run(), make_run()
    region = run.sender()
    kept = other.person()
    region.deliver(region.letter(ARVID))
    kommun_a.deliver(kommun_a.letter(ARVID))
    kommun_a.deliver(kommun_a.letter(kept))
    Relay(kommun_a).distribute(MARIA)

    run.remove()

    assert sorted(Delivery.objects.values_list("label", flat=True)) == ["", other.label]
    assert Distribution.objects.get().legs.get().recipient == MARIA
    assert Account.objects.filter(recipient=kept).exists()
    assert other.owns() == {"person": 1}


def test_a_notification_that_went_to_others_too_loses_the_runs_recipient_alone(
    make_run: MakeRun, kommun_a: cast.Sender, client: Client
) -> None:
    run = make_run()
    person = run.person()
    relay = Relay(kommun_a)
    with_label = relay.notify(ARVID, person)
    Distribution.objects.filter(pk=with_label.pk).update(label="")

    run.remove()

    assert [leg.recipient for leg in Leg.objects.all()] == [ARVID]


def test_letters_under_way_end_with_their_run(make_run: MakeRun) -> None:
    run = make_run()
    region = run.sender()
    relay = Relay(region)
    for _ in range(3):
        relay.distribute(run.person())

    run.remove()
    work()

    assert not Leg.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_letter_whose_mailbox_goes_while_it_arrives_is_not_delivered(
    make_run: MakeRun, kommun_a: cast.Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = make_run()
    person = run.person()
    letter = kommun_a.letter(person)
    found = addressees.accepting_mailboxes

    def found_and_removed(operator: Operator, sender: str, recipients: list[str]) -> dict[str, Mailbox]:
        mailboxes = found(operator, sender, recipients)
        Mailbox.objects.filter(holder=person).delete()
        return mailboxes

    monkeypatch.setattr(addressees, "accepting_mailboxes", found_and_removed)

    answer = kommun_a.deliver(letter)

    assert not answer.delivered
    assert Delivery.objects.count() == 0


def test_what_arrives_after_the_removal_goes_soon(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    run = make_run()
    run.remove()
    kommun_a.deliver(kommun_a.letter(ARVID))
    kommun_a.deliver(kommun_a.letter(MARIA))
    Delivery.objects.filter(recipient=ARVID).update(label=run.label)

    tasks.remove_late_arrivals()

    assert Delivery.objects.get().recipient == MARIA
    assert RemovedRun.objects.get().label == run.label


def test_what_the_journal_writes_after_the_removal_goes_however_long_it_let_it_wait(make_run: MakeRun) -> None:
    run = make_run()
    run.remove()
    RemovedRun.objects.update(removed_at=clock.now() - timedelta(seconds=LONGEST_WAIT + 5))
    record(label=run.label)

    tasks.remove_late_arrivals()

    assert not Exchange.objects.filter(label=run.label).exists()


def test_a_new_run_with_the_same_label_keeps_what_it_has(make_run: MakeRun) -> None:
    make_run(label="varje natt").remove()
    run = make_run(label="varje natt")
    region = run.sender()
    region.deliver(region.letter(ARVID))

    tasks.remove_late_arrivals()

    assert Delivery.objects.get().label == "varje natt"


def test_removed_runs_are_forgotten_when_nothing_can_arrive_any_more(make_run: MakeRun) -> None:
    make_run().remove()
    RemovedRun.objects.update(removed_at=clock.now() - timedelta(minutes=11))

    tasks.remove_late_arrivals()

    assert not RemovedRun.objects.exists()


def test_a_webhook_of_a_run_is_told_of_its_letters_alone(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    run, other = make_run(), make_run()
    hook = run.make("webhooks", url="https://93.184.216.34/hook", events=["delivered"])
    Relay(kommun_a).distribute(run.person())
    Relay(kommun_a).distribute(other.person())
    work()

    events = run.client.get(f"/api/v1/webhooks/{hook['subscription_id']}/events").json()["results"]

    assert hook["label"] == run.label
    assert len(events) == 1


def test_what_is_registered_with_the_label_is_the_runs_too(make_run: MakeRun) -> None:
    run = make_run()
    answer = run.client.put(
        "/api/v1/registers/people/198601012381",
        {"name": "Siv Prov"},
        content_type="application/json",
        headers={"X-MM-Label": run.label},
    )
    assert answer.status_code == 201, answer.content

    assert run.owns() == {ItemKind.PERSON.value: 1}
    run.remove()
    assert run.client.get("/api/v1/registers/people/198601012381").status_code == 404


def test_two_hundred_runs_come_and_go(make_run: MakeRun) -> None:
    before = counts()
    for number in range(200):
        run = make_run(name=f"Prov {number}")
        run.person()
        run.remove()

    assert counts() == before
    assert Run.objects.count() == 0


def test_the_faults_of_a_run_go_with_it_and_touch_no_other(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    run = make_run()
    mine, others = run.person(), make_run().person()
    run.make("faults", at="operator", fault={"code": 4999})

    assert kommun_a.deliver(kommun_a.letter(mine)).fault.code == 4999
    assert kommun_a.deliver(kommun_a.letter(others)).delivered
    run.remove()

    assert not FaultRule.objects.exists()


@pytest.mark.parametrize("problem", [IntegrityError("an event came meanwhile"), OperationalError("deadlock")])
def test_a_run_goes_although_another_process_adds_to_its_letters_meanwhile(
    make_run: MakeRun, client: Client, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    run, troubles = make_run(), [problem]
    run.person()

    def trouble(_extent: Extent) -> None:
        if troubles:
            raise troubles.pop()

    monkeypatch.setattr(runs, "clean_ups", [*runs.clean_ups, trouble])

    assert client.delete(f"/api/v1/runs/{run.label}").status_code == 204
    assert not Run.objects.exists()
    assert RemovedRun.objects.count() == 1
