"""Waiting for exchanges of the journal."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from infra.pki import store
from testbed.journal.search.query_language import parse_search
from testbed.waiting.exchanges import SOURCE, waiter_for
from testbed.waiting.watching.found_rows import FoundRows
from testbed.waiting.watching.watch import Waiter
from tests import cast
from tests.testbed.journal.conftest import journal
from tests.testbed.journal.told import record
from tests.testbed.waiting.conftest import Waits

__all__ = ["journal"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("journal")]


def ask(client: Client, **body: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post("/api/v1/exchanges/wait", {"timeout": 0, **body}, content_type="application/json")
    return answer.status_code, answer.json()


def test_a_call_that_comes_later_answers_the_wait(kommun_a: cast.Sender, waits: Waits) -> None:
    wait = waits.begin("exchanges/wait", filter={"operation": "deliverSecure", "recipient": cast.MARIA})

    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    waits.finish()

    assert wait.status == 200, wait.answer
    assert wait.answer["results"][0]["operation"] == "deliverSecure"


def test_a_refusal_is_waited_for_by_its_verdict(kommun_a: cast.Sender, waits: Waits) -> None:
    wait = waits.begin("exchanges/wait", filter={"verdict": "refused", "operation": "deliverSecure"})

    kommun_a.deliver(kommun_a.letter(cast.MARIA, signer=store.load_identity("kommun-b")))
    waits.finish()

    assert wait.status == 200, wait.answer
    assert wait.answer["results"][0]["verdict"] == "refused"


def test_too_late_tells_which_exchange_came_closest(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    status, answer = ask(client, filter={"recipient": cast.MARIA, "verdict": "failed"})

    assert status == 408
    assert answer["found"] == 0
    assert answer["closest"]["verdict"] == "accepted"
    assert "deliverSecure: verdict is accepted instead of failed." in answer["reason"]


def test_too_late_tells_why_the_closest_one_was_refused(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA, signer=store.load_identity("kommun-b")))

    _, answer = ask(client, filter={"recipient": cast.MARIA, "verdict": "accepted", "operation": "deliverSecure"})

    assert (
        "verdict is refused instead of accepted. " + answer["closest"]["text"].split(" | ")[1] in answer["reason"]
    )


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"code": "5012"}, "deliverSecure: code is - instead of 5012."),
        ({"status": "500"}, "deliverSecure: status is 200 instead of 500."),
        ({"q": "verdict:refused"}, "deliverSecure: verdict is accepted instead of refused."),
        ({"text": "nowhere"}, "No exchange matches the filter; the last one of the same run or letter is"),
    ],
)
def test_too_late_tells_how_the_closest_differs_by_any_filter(
    kommun_a: cast.Sender, client: Client, filters: dict[str, Any], words: str
) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    _, answer = ask(client, filter={"recipient": cast.MARIA, **filters})

    assert words in answer["reason"]


def test_one_too_few_is_not_told_as_if_none_had_come(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    _, answer = ask(client, filter={"recipient": cast.MARIA, "operation": "deliverSecure"}, count=2)

    assert answer["found"] == 1
    assert "No further exchange" in answer["reason"]


def test_too_late_tells_when_nothing_has_happened(world: None, client: Client) -> None:
    status, answer = ask(client, filter={"label": "a run without any"})

    assert status == 408
    assert answer["closest"] is None


def found_by(waiter: Waiter[FoundRows]) -> Sequence[int]:
    SOURCE.make_ready()
    found_rows = waiter.look()
    return found_rows.keys if found_rows else []


@pytest.mark.parametrize("filters", [{"verdict": "perhaps"}, {"unknown": 1}, {"limit": 1}, {"code": -1}])
def test_nonsense_is_refused(client: Client, filters: dict[str, Any]) -> None:
    answer = client.post("/api/v1/exchanges/wait", {"filter": filters}, content_type="application/json")

    assert answer.status_code == 400


def test_what_is_removed_while_it_is_waited_for_does_not_count() -> None:
    waiter = waiter_for(parse_search("label:natt"), 2)
    gone = record(label="natt")
    assert found_by(waiter) == []
    record(label="other")
    gone.delete()

    first = record(label="natt")
    assert found_by(waiter) == []
    second = record(label="natt")

    assert found_by(waiter) == [first.pk, second.pk]


def test_a_journal_that_has_been_looked_through_is_not_searched_again(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    record(label="other")
    waiter = waiter_for(parse_search("label:natt"), 1)
    assert found_by(waiter) == []

    with django_assert_max_num_queries(1):
        assert found_by(waiter) == []
    found = record(label="natt")
    assert found_by(waiter) == [found.pk]


def test_those_that_ask_alike_get_the_same_answer(kommun_a: cast.Sender, waits: Waits) -> None:
    wanted = {"operation": "deliverSecure", "recipient": cast.MARIA}
    alike = [waits.begin("exchanges/wait", filter=wanted) for _ in range(8)]

    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    waits.finish()

    assert [wait.status for wait in alike] == [200] * 8
    assert len({str(wait.answer) for wait in alike}) == 1


def test_a_filter_in_the_search_language_is_answered_by_what_comes_later(
    kommun_a: cast.Sender, waits: Waits
) -> None:
    wait = waits.begin("exchanges/wait", filter={"q": f"operation:DELIVERSECURE recipient:{cast.MARIA} -code:3"})

    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    waits.finish()

    assert wait.status == 200, wait.answer
