"""Start over: everything, one run's letters, or one mailbox."""

from datetime import timedelta

import pytest
from django.test import Client

from base_registers.models import Person
from far.models import Account, LogEntry
from formedlare.models import Distribution
from infra import clock
from infra.outbox.models import OutboxMessage
from mailbox_operator.models import Delivery, Mailbox, Message
from testbed.runs import resets
from testbed.runs.models import Run
from tests import cast
from tests.cast import ARVID, MARIA
from tests.relay import Relay, work
from tests.testbed.runs.conftest import Committing, MakeRun
from tests.testbed.runs.test_removal import counts

PAGE = "/konsol/korningar/"
JSON = "application/json"


def test_a_run_that_is_reset_keeps_its_people_and_actors(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    run = make_run(label="a/b")
    region, person = run.sender(), run.person()
    region.deliver(region.letter(person))
    kommun_a.deliver(kommun_a.letter(ARVID))
    owned = run.owns()

    answer = run.client.post("/api/v1/runs/a%2Fb/reset", content_type=JSON)

    assert answer.status_code == 204, answer.content
    assert Message.objects.get().mailbox.holder == ARVID
    assert run.owns() == owned
    assert region.deliver(region.letter(person)).delivered


def test_a_mailbox_that_is_reset_is_empty_and_no_other_is(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(ARVID))
    kommun_a.notify(kommun_a.notification(ARVID, MARIA))

    answer = client.post(f"/api/v1/mailboxes/{ARVID}/reset", content_type=JSON)

    assert answer.status_code == 204, answer.content
    assert [message.mailbox.holder for message in Message.objects.all()] == [MARIA]
    assert Mailbox.objects.filter(holder=ARVID).exists()
    assert not OutboxMessage.objects.filter(recipient=ARVID).exists()
    assert client.post("/api/v1/mailboxes/nonsense/reset", content_type=JSON).status_code == 400


def test_everything_is_as_at_first(
    make_run: MakeRun, kommun_a: cast.Sender, django_capture_on_commit_callbacks: Committing
) -> None:
    before = counts()
    run = make_run()
    person = run.person()
    kommun_a.deliver(kommun_a.letter(person))
    run.client.post("/api/v1/people", {}, content_type=JSON)
    run.client.post("/api/v1/faults", {"at": "far", "delay_ms": 1}, content_type=JSON)
    Relay(kommun_a).distribute(ARVID)
    Account.objects.filter(recipient=MARIA).delete()
    Person.objects.filter(number=ARVID).update(name="Någon Annan")
    logged = LogEntry.objects.count()
    clock.move_clock(clock.Setting(offset=timedelta(days=2)))

    with django_capture_on_commit_callbacks(execute=True):
        answer = run.client.post("/api/v1/reset", content_type=JSON)
    work()

    assert answer.status_code == 204, answer.content
    assert counts() == before
    assert Person.objects.get(number=ARVID).name == "Arvid Lindgren"
    assert Account.objects.filter(recipient=MARIA).exists()
    assert LogEntry.objects.count() >= logged
    assert kommun_a.deliver(kommun_a.letter(MARIA)).delivered
    assert clock.read_setting() == clock.RIGHT


def test_the_page_makes_empties_and_removes_runs(client: Client, world: None) -> None:
    assert "Ingen körning pågår" in client.get(PAGE).content.decode()

    made = client.post(PAGE, {"name": "Nattliga prov", "label": "natt"}, follow=True)
    run = Run.objects.get()
    emptied = client.post(f"{PAGE}{run.public_id}/tom/", follow=True)
    removed = client.post(f"{PAGE}{run.public_id}/bort/", follow=True)

    assert "Körningen har märkningen natt." in made.content.decode()
    assert "Personer och aktörer är kvar." in emptied.content.decode()
    assert "är borta." in removed.content.decode()
    assert not Run.objects.exists()
    assert client.post(f"{PAGE}{run.public_id}/bort/").status_code == 404


def test_the_page_says_what_is_wrong(client: Client, world: None) -> None:
    client.post(PAGE, {"label": "natt"})

    again = client.post(PAGE, {"label": "natt"})
    nobody = client.post(f"{PAGE}brevlada/", {"holder": "123"})
    unsure = client.post(f"{PAGE}allt/", {})

    assert (again.status_code, nobody.status_code, unsure.status_code) == (422, 422, 422)
    assert "redan märkningen natt" in again.content.decode()
    assert Run.objects.count() == 1


def test_the_page_empties_a_mailbox_and_resets_everything(client: Client, kommun_a: cast.Sender) -> None:
    kommun_a.deliver(kommun_a.letter(ARVID))
    kommun_a.deliver(kommun_a.letter(MARIA))

    emptied = client.post(f"{PAGE}brevlada/", {"holder": ARVID}, follow=True)
    assert "1 meddelande är borta." in emptied.content.decode()
    everything = client.post(f"{PAGE}allt/", {"sure": "on"}, follow=True)

    assert "Demovärlden är som från början." in everything.content.decode()
    assert not Delivery.objects.exists()
    assert not Distribution.objects.exists()


def test_another_site_cannot_reset_anything(client: Client, kommun_a: cast.Sender) -> None:
    kommun_a.deliver(kommun_a.letter(ARVID))
    headers = {"Origin": "https://elsewhere.example"}

    for address in ("/api/v1/reset", f"/api/v1/mailboxes/{ARVID}/reset", f"{PAGE}allt/"):
        assert client.post(address, {"sure": "on"}, headers=headers).status_code == 403
    assert Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_tables_that_refer_to_one_another_are_emptied_in_any_order(kommun_a: cast.Sender) -> None:
    kommun_a.deliver(kommun_a.letter(ARVID))
    Relay(kommun_a).distribute(MARIA)

    resets.reset_everything()

    assert not Delivery.objects.exists()
    assert kommun_a.deliver(kommun_a.letter(ARVID)).delivered
