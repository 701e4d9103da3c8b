"""The runs in the console: what each page says, in both languages, and what it refuses."""

import html
import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from infra.trace import MAX_LABEL
from mailbox_operator.models import Message
from testbed.runs import lifecycle
from testbed.runs.lifecycle import MINUTES, QUOTA, WantedRun
from testbed.runs.models import Run
from testbed.runs.pages.views import SHOWN
from tests import cast

PAGE = "/konsol/korningar/"
API = "/api/v1/runs"
JSON = "application/json"
pytestmark = pytest.mark.django_db


def shown(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("language", "heading", "made"),
    [
        ("sv", "Testkörningar", "Körningen har märkningen natt."),
        ("en", "Test runs", "The run has the label natt."),
    ],
)
def test_the_page_speaks_the_language_of_its_reader(
    client: Client, language: str, heading: str, made: str
) -> None:
    client.cookies["django_language"] = language

    answer = client.post(PAGE, {"label": "natt"}, follow=True).content.decode()

    assert heading in answer
    assert made in answer


def test_a_run_without_a_name_or_a_label_gets_both(client: Client) -> None:
    client.post(PAGE, {"name": "", "label": ""})

    run = Run.objects.get()
    assert run.label.startswith("run-")
    assert run.name == run.label
    assert run.label in shown(client)


def test_the_newest_runs_are_shown_and_the_page_stays_short(client: Client) -> None:
    runs = [lifecycle.make_run(WantedRun(label=f"körning {number:03}")) for number in range(SHOWN + 1)]

    page = shown(client)

    assert runs[0].label not in page
    assert page.index(runs[-1].label) < page.index(runs[1].label)


def test_older_runs_are_led_to(client: Client) -> None:
    runs = [lifecycle.make_run(WantedRun(label=f"körning {number:03}")) for number in range(SHOWN + 1)]

    older = re.search(r'href="(\?fore=\d+)"', shown(client))

    assert older
    assert runs[0].label in client.get(PAGE + older[1]).content.decode()


@pytest.mark.parametrize("key", ["x", "-1", "9" * 40, "²"])
def test_a_key_that_cannot_be_shows_the_newest(client: Client, key: str) -> None:
    run = lifecycle.make_run(WantedRun(label="natt"))

    assert run.label in client.get(PAGE, {"fore": key}).content.decode()


def test_a_run_gets_the_quota_and_the_time_that_are_asked_for(client: Client) -> None:
    client.post(PAGE, {"label": "natt", "quota": "7", "minutes": "90"})

    run = Run.objects.get()
    assert run.quota == 7
    assert run.expires_at - run.made_at == timedelta(minutes=90)


@pytest.mark.parametrize("values", [{"quota": "0"}, {"minutes": str(MINUTES.maximum + 1)}, {"quota": "x"}])
def test_a_quota_or_a_time_that_cannot_be_is_refused(client: Client, values: dict[str, str]) -> None:
    assert client.post(PAGE, {"label": "natt", **values}).status_code == 422
    assert not Run.objects.exists()


@pytest.mark.parametrize("label", ["natt", 'a"b', "å ö/&"])
def test_a_run_leads_to_its_exchanges_and_letters(client: Client, label: str) -> None:
    lifecycle.make_run(WantedRun(label=label))

    leads = re.findall(r'href="(/konsol/(?:handelser|brev)/\?[^"]+)"', shown(client))

    assert len(leads) == 2
    assert [client.get(html.unescape(address)).status_code for address in leads] == [200, 200]


@pytest.mark.parametrize("values", [{"label": "x" * (MAX_LABEL + 1)}, {"name": "x" * (MAX_LABEL + 1)}])
def test_what_is_too_long_is_refused_and_there_again(client: Client, values: dict[str, str]) -> None:
    answer = client.post(PAGE, values)

    assert answer.status_code == 422
    assert "x" * (MAX_LABEL + 1) in answer.content.decode()
    assert not Run.objects.exists()


def test_a_name_is_text_and_no_markup(client: Client) -> None:
    client.post(PAGE, {"name": "<b>fet</b>", "label": "<i>lutad</i>"})

    page = shown(client)
    assert "&lt;b&gt;fet" in page or "&lt;i&gt;lutad" in page
    assert "<i>lutad</i>" not in page


@pytest.mark.parametrize("place", ["tom", "bort"])
def test_a_run_that_there_is_not_is_not_found(client: Client, place: str) -> None:
    lifecycle.make_run(WantedRun(label="natt"))

    assert client.post(f"{PAGE}{uuid.uuid4()}/{place}/").status_code == 404
    assert Run.objects.count() == 1


@pytest.mark.parametrize("place", ["tom", "bort"])
def test_looking_at_an_address_that_changes_something_changes_nothing(client: Client, place: str) -> None:
    run = lifecycle.make_run(WantedRun(label="natt"))

    assert client.get(f"{PAGE}{run.public_id}/{place}/").status_code == 405
    assert Run.objects.exists()


@pytest.mark.parametrize("place", ["", "brevlada/", "allt/"])
def test_without_the_password_nobody_starts_over(client: Client, settings: Settings, place: str) -> None:
    settings.CONSOLE_PASSWORD = "long"

    assert client.post(f"{PAGE}{place}", {"sure": "on", "holder": cast.ARVID}).status_code == 401
    assert not Run.objects.exists()


@pytest.mark.parametrize("holder", ["19270517-8354", "192705178354", " 192705178354 "])
def test_a_holder_may_be_written_in_any_form(kommun_a: cast.Sender, client: Client, holder: str) -> None:
    kommun_a.deliver(kommun_a.letter(cast.ARVID))

    client.post(f"{PAGE}brevlada/", {"holder": holder})

    assert not Message.objects.exists()


def test_how_many_messages_went_is_told(kommun_a: cast.Sender, client: Client) -> None:
    for _ in range(2):
        kommun_a.deliver(kommun_a.letter(cast.ARVID))

    first = client.post(f"{PAGE}brevlada/", {"holder": cast.ARVID}, follow=True).content.decode()
    again = client.post(f"{PAGE}brevlada/", {"holder": cast.ARVID}, follow=True).content.decode()

    assert "2 meddelanden är borta." in first
    assert "0 meddelanden är borta." in again


def test_everything_goes_only_where_it_is_meant(client: Client) -> None:
    lifecycle.make_run(WantedRun(label="natt"))

    answer = client.post(f"{PAGE}allt/", {})

    assert answer.status_code == 422
    assert Run.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("quota", QUOTA.minimum, 201),
        ("quota", QUOTA.maximum, 201),
        ("quota", QUOTA.maximum + 1, 400),
        ("quota", True, 400),
        ("quota", 1.5, 400),
        ("expires_in_minutes", MINUTES.minimum, 201),
        ("expires_in_minutes", MINUTES.maximum, 201),
        ("expires_in_minutes", MINUTES.maximum + 1, 400),
        ("label", "x" * MAX_LABEL, 201),
        ("label", "", 400),
        ("label", None, 400),
        ("label", ["a"], 400),
        ("name", "x" * MAX_LABEL, 201),
        ("name", "", 201),
        ("name", None, 400),
        ("name", "a\x00b", 400),
    ],
)
def test_each_value_of_a_run_has_its_bounds(client: Client, name: str, value: object, status: int) -> None:
    answer = client.post(API, {name: value}, content_type=JSON)

    assert answer.status_code == status, answer.content
    assert Run.objects.count() == (status == 201)


def test_a_run_lasts_as_long_as_it_was_asked_to(client: Client) -> None:
    client.post(API, {"expires_in_minutes": 90}, content_type=JSON)

    run = Run.objects.get()
    assert run.expires_at - run.made_at == timedelta(minutes=90)


@pytest.mark.parametrize("body", [b"[]", b'"natt"', b"{", b"\xff"])
def test_what_is_no_object_makes_no_run(client: Client, body: bytes) -> None:
    answer = client.post(API, body, content_type=JSON)

    assert answer.status_code == 400
    assert not Run.objects.exists()


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=x", "cursor=-1", "unknown=1"])
def test_a_page_that_cannot_be_is_refused(client: Client, query: str) -> None:
    assert client.get(f"{API}?{query}").status_code == 400


def test_beyond_the_last_run_the_list_is_empty(client: Client) -> None:
    run = lifecycle.make_run(WantedRun(label="natt"))

    assert client.get(f"{API}?cursor={run.pk}").json() == {"results": [], "next": None}


def test_a_refusal_of_a_label_is_told_in_both_languages(client: Client) -> None:
    for _ in range(2):
        answer = client.post(API, {"label": "natt"}, content_type=JSON)

    problem = answer.json()
    assert (answer.status_code, problem["slug"]) == (409, "run-label-taken")
    assert "En körning har redan märkningen natt." in problem["detail"]
    assert "A run has the label natt already." in problem["detail"]


@pytest.mark.parametrize("path", ["runs/natt/reset", "reset", f"mailboxes/{cast.ARVID}/reset"])
def test_starting_over_takes_no_values(client: Client, path: str) -> None:
    lifecycle.make_run(WantedRun(label="natt"))

    answer = client.post(f"/api/v1/{path}", {"sure": True}, content_type=JSON)

    assert answer.status_code == 400
    assert Run.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_the_list_of_runs_can_only_be_read_and_added_to(client: Client, method: str) -> None:
    assert getattr(client, method)(API).status_code == 405
