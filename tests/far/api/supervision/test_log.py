"""The log over REST."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from far.supervision import record_change
from far.supervision.chain import append_all_changes
from tests.cast import ARVID, MARIA

pytestmark = pytest.mark.django_db

LOG = "/api/v1/supervision/log"
KOMMUN_A = "162021004748"


@pytest.fixture(autouse=True)
def _five_changes() -> None:
    for number in range(5):
        about = ARVID if number % 2 else MARIA
        record_change("rest", f"operation{number}", about, changed={"supplier": ["", "kivra.com"]})
        append_all_changes()


def get(client: Client, address: str = LOG, **query: Any) -> Any:
    answer = client.get(address, query)
    assert answer.status_code == HTTPStatus.OK, answer.content
    return answer.json()


def test_an_entry_says_who_did_what_to_whom(client: Client) -> None:
    [entry] = get(client, operation="operation1")["results"]

    assert entry["sequence"] == 2
    assert (entry["kind"], entry["actor"], entry["subject"]) == ("change", "rest", f"{ARVID[:8]}****")
    assert entry["changed"] == {"supplier": ["", "kivra.com"]}
    assert "digest" not in entry


def test_pages_follow_one_another(client: Client) -> None:
    first = get(client, limit=2)
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()

    pages = [first, second, third]
    assert [entry["sequence"] for page in pages for entry in page["results"]] == [5, 4, 3, 2, 1]
    assert third["next"] is None


def test_a_person_is_found_by_the_whole_number_with_or_without_hyphen(client: Client) -> None:
    for number in (ARVID, f"{ARVID[:8]}-{ARVID[8:]}"):
        assert [entry["sequence"] for entry in get(client, subject=number)["results"]] == [4, 2]


def test_a_period_can_be_given(client: Client) -> None:
    assert get(client, since="2000-01-01T00:00", until="2000-01-02T00:00")["results"] == []
    assert len(get(client, since="2000-01-01T00:00")["results"]) == 5


@pytest.mark.parametrize(
    "query",
    [
        {"subject": "19121212"},
        {"subject": "' OR 1=1"},
        {"since": "yesterday"},
        {"until": "9999-12-31T23:59:59Z"},
        {"kind": "everything"},
        {"refused": "perhaps"},
        {"limit": "0"},
        {"limit": "1001"},
        {"limit": "9" * 5_000},
        {"cursor": "-1"},
        {"cursor": str(2**70)},
        {"actor": "x" * 65},
        {"actor": "\0"},
        {"operation": "\0"},
        {"sequence": "1"},
    ],
)
@pytest.mark.parametrize("address", [LOG, f"{LOG}.csv"])
def test_a_filter_that_makes_no_sense_is_refused_by_name(
    client: Client, address: str, query: dict[str, str]
) -> None:
    answer = client.get(address, query)

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    [name] = query
    assert name in answer.json()["detail"]
    assert " | " in answer.json()["detail"]


def test_the_log_cannot_be_changed_over_rest(client: Client) -> None:
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(LOG).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_file_is_csv_for_a_spreadsheet(client: Client) -> None:
    answer = client.get(f"{LOG}.csv", {"subject": ARVID})

    text = b"".join(answer).decode("utf-8-sig")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="log.csv"'
    assert [line.split(";")[0] for line in text.splitlines()] == ["sequence", "2", "4"]


def test_a_password_is_needed_where_one_is_set(client: Client, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "hemligt"

    for address in (LOG, f"{LOG}.csv", "/api/v1/supervision/counts", "/api/v1/supervision/counts.csv"):
        assert client.get(address).status_code == HTTPStatus.UNAUTHORIZED
