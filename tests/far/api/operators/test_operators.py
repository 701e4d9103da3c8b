"""Mailbox operators over REST: counted, seen, let go, asked, and told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from far.callbacks import removals
from far.departures import ending
from far.models import Account, RemovalFlag, ServiceSupplier
from infra import clock
from infra.soap.call_failures import CallFailed
from mailbox_operator.models import Mailbox
from tests.cast import ARVID
from tests.far.accounts.cast import JOHAN, KIVRA
from tests.far.callbacks.conftest import Play, supplier

OPERATORS = "/api/v1/operators"
ONE = f"{OPERATORS}/{KIVRA}"
Reason, State = RemovalFlag.Reason, RemovalFlag.State


def get(client: Client, address: str, **query: Any) -> Any:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def put_departure(client: Client, days: int) -> Any:
    day = clock.today() + timedelta(days=days)
    return client.put(f"{ONE}/departure", {"leaves_on": day.isoformat()}, content_type="application/json")


def customers() -> list[str]:
    accounts = Account.objects.filter(supplier__name=KIVRA, pending=False)
    return sorted(accounts.values_list("recipient", flat=True))


def test_operators_are_listed_with_their_customers_counted(world: None, client: Client) -> None:
    listed = get(client, OPERATORS)

    names = [operator["name"] for operator in listed]
    assert names == sorted(names)
    kivra = next(operator for operator in listed if operator["name"] == KIVRA)
    assert kivra == get(client, ONE)
    assert (kivra["customers"], kivra["departure"]) == (len(customers()), None)
    assert kivra["organisation"] == supplier(KIVRA).organisation


def test_customers_come_in_pages(world: None, client: Client) -> None:
    first = get(client, f"{ONE}/customers", limit=2)
    found, following = first["results"], first["next"]
    while following:
        page = client.get(following).json()
        found, following = found + page["results"], page["next"]

    assert [customer["recipient"] for customer in found] == customers()


def test_an_operator_leaves_on_a_day_and_can_stay_after_all(world: None, client: Client) -> None:
    answer = put_departure(client, 30)

    assert answer.status_code == 200
    departure = answer.json()["departure"]
    assert departure["leaves_on"] == (clock.today() + timedelta(days=30)).isoformat()
    assert (departure["told"], departure["ended_at"]) == (0, None)
    assert client.delete(f"{ONE}/departure").status_code == 204
    assert get(client, ONE)["departure"] is None


def test_the_same_day_may_be_sent_again(world: None, client: Client) -> None:
    first, second = put_departure(client, 30), put_departure(client, 30)

    assert first.json() == second.json()


def test_a_day_that_has_passed_is_refused(world: None, client: Client) -> None:
    answer = put_departure(client, -1)

    assert answer.status_code == 400
    assert "har redan varit" in answer.json()["detail"]


def test_who_has_left_cannot_stay(world: None, client: Client) -> None:
    put_departure(client, 0)
    ending.end_departed()

    assert client.delete(f"{ONE}/departure").status_code == 409
    assert put_departure(client, 3).status_code == 409
    assert get(client, ONE)["departure"]["ended"] > 0


def test_one_that_does_not_leave_cannot_stay(world: None, client: Client) -> None:
    assert client.delete(f"{ONE}/departure").status_code == 404


@pytest.mark.parametrize("path", ["", "/customers", "/removal-flags", "/unused-mailboxes?days=1"])
def test_an_unknown_operator_is_not_found(world: None, client: Client, path: str) -> None:
    assert client.get(f"{OPERATORS}/brev.example{path}").status_code == 404


def test_unused_mailboxes_are_asked_of_the_operator(world: None, client: Client) -> None:
    Mailbox.objects.filter(holder=JOHAN).update(opened_at=clock.now() - timedelta(days=400))

    assert get(client, f"{ONE}/unused-mailboxes", days=365) == {"recipients": [JOHAN]}


@pytest.mark.parametrize("days", ["-1", "36501", "ett", ""])
def test_an_impossible_number_of_days_is_refused(world: None, client: Client, days: str) -> None:
    assert client.get(f"{ONE}/unused-mailboxes", {"days": days}).status_code == 400


def test_an_operator_that_does_not_answer_is_named(play: Play, client: Client) -> None:
    play(KIVRA).problem = CallFailed("tiger", "is silent")

    answer = client.get(f"{ONE}/unused-mailboxes", {"days": 1})

    assert answer.status_code == 503
    assert "kivra.com did not answer: is silent" in answer.json()["detail"]


def test_flags_are_listed_latest_first_and_by_state(world: None, client: Client) -> None:
    removals.flag_removed(supplier(KIVRA), [ARVID, JOHAN], Reason.SWITCHED)
    RemovalFlag.objects.filter(recipient=ARVID).update(state=State.FAILED, finished_at=clock.now())

    everything = get(client, f"{ONE}/removal-flags")["results"]
    failed = get(client, f"{ONE}/removal-flags", state="failed")["results"]
    first = get(client, f"{ONE}/removal-flags", limit=1)

    assert [flag["recipient"] for flag in everything] == [JOHAN, ARVID]
    assert [flag["recipient"] for flag in failed] == [ARVID]
    assert (failed[0]["kind"], failed[0]["reason"]) == ("Account", "switched")
    assert client.get(first["next"]).json()["results"] == [everything[1]]
    counts = get(client, ONE)
    assert (counts["due_flags"], counts["failed_flags"]) == (1, 1)


def test_what_was_given_up_is_sent_again(world: None, client: Client) -> None:
    removals.flag_removed(supplier(KIVRA), [ARVID], Reason.SWITCHED)
    RemovalFlag.objects.update(state=State.FAILED, finished_at=clock.now())

    assert client.post(f"{ONE}/removal-flags/replay").json() == {"replayed": 1}

    assert RemovalFlag.objects.get().state == State.DUE


def test_a_suspended_operator_is_listed_too(world: None, client: Client) -> None:
    ServiceSupplier.objects.filter(name=KIVRA).update(suspended=True)

    assert get(client, ONE)["suspended"]
