"""The counts over REST."""

from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client

from far.models import CallCount

pytestmark = pytest.mark.django_db

COUNTS = "/api/v1/supervision/counts"
A, B = "162021004748", "162021003898"


@pytest.fixture(autouse=True)
def _three_counts() -> None:
    for day, actor in ((1, A), (2, A), (3, B)):
        CallCount.objects.create(
            day=date(2026, 11, day),
            actor=actor,
            service="Recipient/v3",
            operation="isReachable",
            calls=day,
            subjects=10 * day,
        )


def test_a_count_says_day_actor_operation_outcome_and_numbers(client: Client) -> None:
    [count] = client.get(COUNTS, {"actor": B, "since": "2026-11-03", "until": "2026-11-04"}).json()["results"]

    assert count == {
        "day": "2026-11-03",
        "actor": B,
        "service": "Recipient/v3",
        "operation": "isReachable",
        "code": 0,
        "calls": 3,
        "subjects": 30,
    }


def test_pages_follow_one_another_the_latest_day_first(client: Client) -> None:
    first = client.get(COUNTS, {"limit": 2}).json()
    second = client.get(first["next"]).json()

    assert [count["calls"] for page in (first, second) for count in page["results"]] == [3, 2, 1]
    assert second["next"] is None


def test_a_period_has_its_first_day_and_not_its_last(client: Client) -> None:
    found = client.get(COUNTS, {"since": "2026-11-02", "until": "2026-11-03"}).json()["results"]

    assert [count["day"] for count in found] == ["2026-11-02"]


@pytest.mark.parametrize(
    "query",
    [
        {"since": "today"},
        {"since": "2026-13-01"},
        {"since": "1899-12-31"},
        {"until": "3000-01-01"},
        {"cursor": "x"},
        {"actor": "\0"},
        {"day": "2026-11-01"},
    ],
)
@pytest.mark.parametrize("address", [COUNTS, f"{COUNTS}.csv"])
def test_a_filter_that_makes_no_sense_is_refused_by_name(
    client: Client, address: str, query: dict[str, str]
) -> None:
    answer = client.get(address, query)

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    [name] = query
    assert name in answer.json()["detail"]


def test_the_file_is_csv_for_a_spreadsheet(client: Client) -> None:
    answer = client.get(f"{COUNTS}.csv", {"actor": A})

    text = b"".join(answer).decode("utf-8-sig")
    assert text.splitlines() == [
        "day;actor;service;operation;code;calls;subjects",
        f"2026-11-01;{A};Recipient/v3;isReachable;0;1;10",
        f"2026-11-02;{A};Recipient/v3;isReachable;0;2;20",
    ]
