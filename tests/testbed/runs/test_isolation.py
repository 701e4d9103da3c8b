"""Each run sees its own letters alone, whichever way it is told: by certificate, header, recipient or sender."""

import pytest

from formedlare.models import Distribution
from mailbox_operator.models import Delivery
from tests import cast
from tests.cast import ARVID, MARIA
from tests.relay import Relay, work
from tests.testbed.runs.conftest import MakeRun

ANY_TEXT = ["prov 1", "räksmörgås åäö", "🙂 / 日本 ?&#", '"; drop table <b>', "x" * 100, "%2F..%00", "."]


def labels() -> list[str]:
    return sorted(Delivery.objects.values_list("label", flat=True))


def test_a_letter_that_the_runs_sender_delivers_is_the_runs(make_run: MakeRun) -> None:
    run = make_run(name="Prov")
    region = run.sender(name="Region Prov")

    assert region.deliver(region.letter(ARVID)).delivered

    assert labels() == [run.label]


def test_a_letter_from_others_to_the_runs_person_is_the_runs(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    run = make_run(name="Prov")
    person = run.person()

    assert kommun_a.deliver(kommun_a.letter(person)).delivered
    kommun_a.deliver(kommun_a.letter(MARIA))

    assert labels() == ["", run.label]


def test_a_notification_to_the_runs_person_is_the_runs(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    run = make_run(name="Prov")

    kommun_a.notify(kommun_a.notification(ARVID, run.person()))

    assert labels() == [run.label]


def test_the_relay_passes_the_label_on(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    run = make_run(name="Prov")
    relay = Relay(kommun_a)

    relay.distribute(run.person())
    work()

    assert Distribution.objects.get().label == run.label
    assert labels() == [run.label]


def test_two_runs_that_name_the_same_organisation_are_told_by_their_certificates(make_run: MakeRun) -> None:
    ours, theirs = make_run(name="Vår"), make_run(name="Deras")
    first = ours.sender(organisation="162021006222", name="Region Prov")
    second = theirs.sender(organisation="162021006222", name="Ett annat namn")

    assert first.identity.certificate != second.identity.certificate
    assert second.name == "Region Prov"
    first.deliver(first.letter(ARVID))
    second.deliver(second.letter(MARIA))

    assert labels() == sorted([ours.label, theirs.label])


def test_an_organisation_of_two_runs_goes_with_the_last_of_them(make_run: MakeRun) -> None:
    ours, theirs = make_run(name="Vår"), make_run(name="Deras")
    ours.sender(organisation="162021006222")
    second = theirs.sender(organisation="162021006222")

    ours.remove()

    assert second.deliver(second.letter(ARVID)).delivered
    theirs.remove()
    assert second.deliver(second.letter(ARVID)).fault.code == 5002


@pytest.mark.parametrize("label", ANY_TEXT)
def test_a_label_may_be_any_text(make_run: MakeRun, label: str) -> None:
    run = make_run(label=label)

    region = run.sender()
    person = run.person()
    region.deliver(region.letter(person))

    assert run.label == label.strip()
    assert labels() == [run.label]
    assert run.owns() == {"actor": 1, "certificate": 1, "person": 1}


def test_runs_are_not_told_of_each_others_letters(make_run: MakeRun) -> None:
    runs = [make_run(name=f"Prov {number}") for number in range(10)]
    relays = [Relay(run.sender()) for run in runs]
    for run, relay in zip(runs, relays, strict=True):
        relay.distribute(run.person())
    work()

    for run in runs:
        answer = run.client.get("/api/v1/deliveries", {"label": run.label}).json()
        assert [found["label"] for found in answer["results"]] == [run.label]


def test_a_letter_of_nobodys_has_no_label(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    make_run(name="Prov").person()

    kommun_a.deliver(kommun_a.letter(ARVID))

    assert labels() == [""]


def test_an_explicit_label_comes_before_the_parties(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    """The relay's call carries the label of the letter, not that of the recipient's run."""
    ours, theirs = make_run(name="Vår"), make_run(name="Deras")
    region = ours.sender()

    region.deliver(region.letter(theirs.person()))

    assert labels() == [ours.label]
