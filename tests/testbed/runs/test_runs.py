"""Runs over REST: made, found, bounded, and gone when their time is up."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from base_registers.models import Person
from testbed.runs import lifecycle, tasks
from testbed.runs.models import Run
from tests import cast
from tests.testbed.journal.conftest import Journal, journal
from tests.testbed.runs.conftest import MakeRun

__all__ = ["journal"]

RUNS = "/api/v1/runs"


def post(client: Client, **values: object) -> tuple[int, dict[str, object]]:
    answer = client.post(RUNS, json.dumps(values), content_type="application/json")
    return answer.status_code, answer.json()


def test_a_run_has_a_label_a_quota_and_an_expiry(client: Client, db: None) -> None:
    status, run = post(client, name="Nattliga prov, räksmörgås")

    assert status == 201
    assert str(run["label"]).startswith("nattliga-prov-raksmorgas-")
    assert run["quota"] == lifecycle.USUAL_QUOTA
    assert run["owns"] == {}
    lasts = datetime.fromisoformat(str(run["expires_at"])) - datetime.fromisoformat(str(run["made_at"]))
    assert lasts == timedelta(days=1)


def test_a_run_needs_no_name(client: Client, db: None) -> None:
    labels = {post(client)[1]["label"] for _ in range(20)}

    assert len(labels) == 20


def test_it_is_found_by_id_and_by_label(client: Client, db: None) -> None:
    _, run = post(client, label="a/b å")

    assert client.get(f"{RUNS}/{run['id']}").json() == run
    assert client.get(f"{RUNS}/a%2Fb%20%C3%A5").json() == run
    assert client.get(f"{RUNS}/{uuid.uuid4()}").status_code == 404
    assert client.get(f"{RUNS}/b").status_code == 404


def test_two_runs_cannot_have_the_same_label(client: Client, db: None) -> None:
    post(client, label="prov")

    status, problem = post(client, label="prov")

    assert status == 409
    assert "prov" in str(problem["detail"])


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"label": " "}, "/label"),
        ({"label": "a\nb"}, "/label"),
        ({"label": "x" * 101}, "/label"),
        ({"name": "x" * 101}, "/name"),
        ({"quota": 0}, "/quota"),
        ({"quota": "mycket"}, "/quota"),
        ({"expires_in_minutes": 0}, "/expires_in_minutes"),
        ({"expires_in_minutes": 10**9}, "/expires_in_minutes"),
        ({"nonsense": 1}, "/nonsense"),
    ],
)
def test_an_impossible_run_is_refused_in_words(
    client: Client, db: None, values: dict[str, object], pointer: str
) -> None:
    status, problem = post(client, **values)

    assert status == 400
    assert [error["pointer"] for error in problem["errors"]] == [pointer]  # type: ignore[attr-defined]  # its kind is known here
    assert Run.objects.count() == 0


def test_the_list_has_the_newest_first_in_pages(client: Client, db: None) -> None:
    made = [post(client)[1]["label"] for _ in range(3)]

    page = client.get(f"{RUNS}?limit=2").json()
    rest = client.get(page["next"]).json()

    assert [run["label"] for run in page["results"] + rest["results"]] == made[::-1]
    assert rest["next"] is None


def test_a_run_that_owns_as_much_as_it_may_gets_no_more(make_run: MakeRun) -> None:
    run = make_run(quota=2)
    run.person()
    run.person()
    people = Person.objects.count()

    answer = run.send("people")

    assert answer.status_code == 413
    assert "quota" in answer.content.decode()
    assert Person.objects.count() == people
    assert run.owns() == {"person": 2}


def test_a_run_whose_time_is_up_is_removed(make_run: MakeRun) -> None:
    run, other = make_run(), make_run()
    person = run.person()
    Run.objects.filter(label=run.label).update(expires_at=datetime.now(UTC))

    tasks.remove_expired()

    assert not Person.objects.filter(number=person).exists()
    assert list(Run.objects.values_list("label", flat=True)) == [other.label]


@pytest.mark.parametrize("path", ["people", "actors"])
def test_a_label_that_no_run_has_makes_nothing(make_run: MakeRun, path: str) -> None:
    run = make_run()
    run.remove()
    before = Person.objects.count()

    answer = run.send(path)

    assert answer.status_code == 404
    assert "POST /api/v1/runs" in answer.content.decode()
    assert Person.objects.count() == before


def test_a_label_that_no_header_can_have_is_refused(client: Client, db: None) -> None:
    answer = client.get(RUNS, headers={"X-MM-Label": "x" * 101})

    assert answer.status_code == 400
    assert "X-MM-Label" in answer.json()["detail"]


def test_removing_a_run_twice_says_that_it_is_gone(make_run: MakeRun) -> None:
    run = make_run()
    run.remove()

    assert run.client.delete(f"{RUNS}/{run.values['id']}").status_code == 404


def test_another_site_cannot_make_or_remove_runs(make_run: MakeRun) -> None:
    run = make_run()
    headers = {"Origin": "https://elsewhere.example"}

    made = run.client.post(RUNS, {}, content_type="application/json", headers=headers)
    removed = run.client.delete(f"{RUNS}/{run.label}", headers=headers)

    assert (made.status_code, removed.status_code) == (403, 403)
    assert Run.objects.count() == 1


def test_letters_and_exchanges_count_against_the_quota(make_run: MakeRun, journal: Journal) -> None:
    run = make_run(quota=10)
    region, person = run.sender(), run.person()
    for _ in range(5):
        assert region.deliver(region.letter(person)).delivered
    assert run.send("people", operator=None).status_code == 201
    journal.find(label=run.label)

    tasks.count_letters()

    shown = run.client.get(f"{RUNS}/{run.label}").json()
    assert shown["letters"] == 5
    assert shown["exchanges"] >= 5
    for path in ("people", "actors", "faults", "webhooks"):
        answer = run.send(path)
        assert (answer.status_code, answer.json()["slug"]) == (413, "run-quota-used-up")


def test_beyond_the_quota_letters_still_go_and_the_run_can_be_read_emptied_and_removed(make_run: MakeRun) -> None:
    run = make_run(quota=4)
    region, person = run.sender(), run.person()
    for _ in range(2):
        region.deliver(region.letter(person))
    tasks.count_letters()
    assert run.send("people").status_code == 413

    assert region.deliver(region.letter(person)).delivered
    assert run.send("messages/wait", count=4, timeout=0).json()["found"] == 3
    assert run.send("verify", exactly=3).json()["holds"]
    assert run.send(f"runs/{run.label}/reset").status_code == 204
    tasks.count_letters()
    assert run.client.get(f"{RUNS}/{run.label}").json()["letters"] == 0
    assert run.send("people").status_code == 201


def test_what_others_send_does_not_count(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    run, other = make_run(quota=3), make_run()
    run.person()
    person = other.person()
    for _ in range(5):
        kommun_a.deliver(kommun_a.letter(person))

    tasks.count_letters()

    assert run.send("people").status_code == 201
    assert run.client.get(f"{RUNS}/{other.label}").json()["letters"] == 5
