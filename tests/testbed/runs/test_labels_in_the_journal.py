"""What touches a run's people or certificates is found in the journal by the run's label."""

import pytest

from testbed.journal.recording.recorder import recorder
from tests import cast
from tests.cast import SERVICE
from tests.infra.soap.questions import RECIPIENT, is_reachable
from tests.testbed.journal.conftest import Journal, journal
from tests.testbed.runs.conftest import MakeRun

__all__ = ["journal"]
pytestmark = pytest.mark.usefixtures("world")


def test_a_question_about_a_person_of_the_run(
    make_run: MakeRun, journal: Journal, kommun_a: cast.Sender, post: cast.Post
) -> None:
    run = make_run(name="one")
    person = run.person()

    post(RECIPIENT, is_reachable(f"<recipientId>{person}</recipientId>"), kommun_a.identity)

    found = journal.find(label=run.label, operation="isReachable")
    assert [each["sender"] for each in found] == [kommun_a.identity.organisation.value]


@pytest.mark.parametrize("body", [b"", b"this is no XML"])
def test_a_call_that_is_refused_unread_is_its_certificates_runs(
    make_run: MakeRun, journal: Journal, body: bytes
) -> None:
    run = make_run(name="one")
    region = run.sender()

    region.post(SERVICE, body, region.identity)

    [found] = journal.find(label=run.label)
    assert (found["verdict"], found["caller"]) == ("refused", region.identity.organisation.value)


def test_a_letter_that_is_refused_before_its_parties_are_believed(
    make_run: MakeRun, journal: Journal, kommun_a: cast.Sender
) -> None:
    run, other = make_run(name="one"), make_run(name="two")
    person = run.person()
    changed = kommun_a.letter(to=person).request.replace(b"Beslut om", b"Avslag om")

    assert kommun_a.post(SERVICE, changed, kommun_a.identity).fault.code == 5012

    [found] = journal.find(label=run.label, verdict="refused")
    assert found["check"] == "signature"
    assert journal.find(label=other.label) == []


def test_a_letter_that_is_refused_after_its_runs_removal_has_no_label_of_its_own(
    make_run: MakeRun, journal: Journal
) -> None:
    run = make_run(label="varje natt")
    region, person = run.sender(), run.person()
    letter = region.letter(to=person)
    run.remove()
    again = make_run(label="varje natt")

    assert region.post(SERVICE, letter.request, region.identity).fault.code

    assert journal.find(label=again.label) == []
    [found] = journal.find(operation="deliverSecure", verdict="refused")
    assert found["label"] == ""


def test_a_reset_takes_what_the_journal_has_not_written_yet(
    make_run: MakeRun, journal: Journal, kommun_a: cast.Sender, post: cast.Post
) -> None:
    run, other = make_run(name="one"), make_run(name="two")
    for each in (run, other):
        post(RECIPIENT, is_reachable(f"<recipientId>{each.person()}</recipientId>"), kommun_a.identity)

    answer = run.client.post(f"/api/v1/runs/{run.label}/reset", content_type="application/json")

    assert answer.status_code == 204, answer.content
    recorder.write()
    assert journal.find(label=run.label, operation="isReachable") == []
    assert len(journal.find(label=other.label, operation="isReachable")) == 1


def test_a_reset_of_everything_takes_what_the_journal_has_not_written_yet(
    journal: Journal, kommun_a: cast.Sender, post: cast.Post
) -> None:
    post(RECIPIENT, is_reachable("<recipientId>198101052382</recipientId>"), kommun_a.identity)

    assert journal.client.post("/api/v1/reset", content_type="application/json").status_code == 204

    recorder.write()
    assert journal.find(operation="isReachable") == []
