"""The journal over REST: each filter by itself and together, the caller's run, and pages without gaps."""

from typing import Any

import pytest
from django.test import Client

from infra.errors.explanation import AtFault, Check
from infra.hooks.exchanges import Direction, Edge, Verdict
from tests.cast import MARIA
from tests.testbed.journal.conftest import EXCHANGES, Journal
from tests.testbed.journal.told import record


def labels(journal: Journal, **query: Any) -> set[str]:
    return {each["label"] for each in journal.find(**query)}


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_finds_its_own(journal: Journal, verdict: Verdict) -> None:
    for each in Verdict:
        record(verdict=each, label=each.value)

    assert labels(journal, verdict=verdict.value) == {verdict.value}


@pytest.mark.parametrize("edge", Edge)
def test_each_edge_finds_its_own(journal: Journal, edge: Edge) -> None:
    for each in Edge:
        record(edge=each, label=each.value)

    assert labels(journal, edge=edge.value) == {edge.value}


@pytest.mark.parametrize("direction", Direction)
def test_each_direction_finds_its_own(journal: Journal, direction: Direction) -> None:
    for each in Direction:
        record(direction=each, label=each.value)

    assert labels(journal, direction=direction.value) == {direction.value}


def test_a_status_finds_its_own(journal: Journal) -> None:
    for status in (200, 500, 550):
        record(status=status, label=str(status))

    found = journal.client.get(EXCHANGES, {"status": 500}).json()["results"]
    assert [each["label"] for each in found] == ["500"]
    assert labels(journal, q="status:550") == {"550"}


def test_all_filters_must_hold(journal: Journal) -> None:
    record(label="a", operation="notify", verdict=Verdict.REFUSED)
    record(label="b", operation="notify")

    assert labels(journal, operation="notify", verdict="refused") == {"a"}
    assert labels(journal, operation="notify", verdict="failed") == set()


def test_words_of_the_language_and_filters_go_together(journal: Journal) -> None:
    record(label="a", subject="Bygglov", operation="notify")
    record(label="b", subject="Bygglov", operation="deliverSecure")
    record(label="c", subject="Avslag", operation="notify")

    assert labels(journal, q="bygglov", operation="notify") == {"a"}
    assert labels(journal, q="-operation:notify", text="bygglov") == {"b"}


def test_a_value_is_never_read_as_a_search_of_its_own(journal: Journal) -> None:
    record(label="a OR b")
    record(label="b")

    assert labels(journal, label="a OR b") == {"a OR b"}
    assert labels(journal, label='" OR "b') == set()
    assert labels(journal, label="label:b") == set()


@pytest.mark.parametrize("number", ["198101052382", "19810105-2382", "8101052382", "810105-2382"])
def test_a_number_is_found_in_whichever_form_it_is_given(journal: Journal, number: str) -> None:
    record(label="hers", recipient=MARIA)
    record(label="his", recipient="192705178354")

    assert labels(journal, recipient=number) == {"hers"}


@pytest.mark.parametrize("number", ["162021004748", "202100-4748", "2021004748"])
def test_an_organisation_is_found_in_whichever_form_it_is_given(journal: Journal, number: str) -> None:
    record(label="calls", caller="162021004748")
    record(label="sends", sender="162021004748")
    record(label="neither", caller="162021003898")

    assert labels(journal, organisation=number) == {"calls", "sends"}


def test_the_caller_s_run_sees_its_own_exchanges_alone(journal: Journal, client: Client) -> None:
    record(label="mine")
    record(label="theirs")

    answer = client.get(EXCHANGES, headers={"X-MM-Label": "mine"})

    assert [each["label"] for each in answer.json()["results"]] == ["mine"]


def test_a_run_that_asks_for_another_label_gets_that(journal: Journal, client: Client) -> None:
    record(label="mine")
    record(label="theirs")

    answer = client.get(EXCHANGES, {"label": "theirs"}, headers={"X-MM-Label": "mine"})

    assert [each["label"] for each in answer.json()["results"]] == ["theirs"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_follow_one_another_without_gaps_while_more_comes(journal: Journal, limit: int) -> None:
    for number in range(6):
        record(label=f"{number}")

    seen, address = [], f"{EXCHANGES}?limit={limit}"
    while address:
        page = journal.client.get(address).json()
        seen += [each["label"] for each in page["results"]]
        record(label="later")
        address = page["next"]

    assert seen == ["5", "4", "3", "2", "1", "0"]


def test_the_next_page_keeps_the_filters(journal: Journal) -> None:
    for number in range(4):
        record(label="even" if number % 2 == 0 else "odd")

    page = journal.page(limit=1, label="even")

    assert "label=even" in page["next"]
    assert "limit=1" in page["next"]


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 501},
        {"limit": "all"},
        {"cursor": "x"},
        {"cursor": -1},
        {"verdict": "perhaps"},
        {"edge": "moon"},
        {"direction": "up"},
        {"check": "astrology"},
        {"at_fault": "stars"},
        {"code": "many"},
        {"code": 100_000},
        {"since": "yesterday"},
        {"until": "2026-02-30"},
        {"q": "since:yesterday"},
        {"q": "a*"},
        {"q": "x" * 1_001},
        {"text": "a*"},
        {"label": "x" * 101},
        {"colour": "red"},
    ],
)
def test_nonsense_is_refused_and_named(journal: Journal, query: dict[str, Any]) -> None:
    problem = journal.page(status=400, **query)

    assert problem["detail"] or problem["errors"]
    if "errors" in problem:
        assert problem["errors"][0]["pointer"] == f"/{next(iter(query))}"


@pytest.mark.parametrize("check", Check)
@pytest.mark.parametrize("at_fault", AtFault)
def test_every_check_and_everybody_at_fault_may_be_asked_for(
    journal: Journal, check: Check, at_fault: AtFault
) -> None:
    assert journal.find(check=check.value, at_fault=at_fault.value) == []


def test_what_is_shown_is_what_the_description_promises(journal: Journal) -> None:
    from testbed.journal.api.serializers import EXAMPLE

    record(label="a", request=b"<x/>")

    [shown] = journal.find()

    assert list(shown) == list(EXAMPLE)
    assert {name for name in shown if type(shown[name]) is not type(EXAMPLE[name])} <= {"retry"}


def test_numbers_of_persons_are_masked_in_the_list_and_in_one(journal: Journal) -> None:
    key = record(recipient=MARIA, subject=f"Till {MARIA}").pk

    for answer in (journal.client.get(EXCHANGES), journal.client.get(f"{EXCHANGES}/{key}")):
        assert MARIA not in answer.content.decode()
        assert "19810105****" in answer.content.decode()
