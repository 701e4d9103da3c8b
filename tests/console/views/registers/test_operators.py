"""The console's pages of mailbox operators."""

from datetime import timedelta

import pytest
from django.test import Client

from far.callbacks import removals
from far.departures import ending, overview, planning
from far.models import Departure, RemovalFlag
from infra import clock
from infra.authorship import Origin
from infra.soap.call_failures import CallFailed
from infra.texts import Text
from mailbox_operator.models import Mailbox
from tests.cast import ARVID
from tests.far.accounts.cast import JOHAN, KIVRA
from tests.far.callbacks.conftest import Play, play, supplier

__all__ = ["play"]
OPERATORS = "/konsol/aktorer/operatorer/"
ONE = f"{OPERATORS}{KIVRA}/"
Reason, State = RemovalFlag.Reason, RemovalFlag.State


def page(client: Client, address: str = ONE, status: int = 200) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def decide(client: Client, days: int) -> str:
    day = clock.today() + timedelta(days=days)
    answer = client.post(ONE, {"leaves_on": day.isoformat()}, follow=True)
    return " ".join(answer.content.decode().split())


def test_the_list_shows_each_operator_with_its_customers(world: None, client: Client) -> None:
    shown = page(client, OPERATORS)

    assert f'href="{ONE}"' in shown
    assert f"{overview.show_operator(supplier(KIVRA)).customers} kunder" in shown
    assert f'href="{OPERATORS}"' in page(client, "/konsol/aktorer/")


def test_an_operator_s_customers_are_seen(world: None, client: Client) -> None:
    assert f"{JOHAN[:8]}-{JOHAN[8:]}" in page(client)


def test_the_day_is_decided_and_the_operator_can_stay(world: None, client: Client) -> None:
    assert "Dagen är bestämd" in decide(client, 30)
    assert f"Slutar {clock.today() + timedelta(days=30)}" in page(client)
    assert f'value="{clock.today() + timedelta(days=30)}"' in page(client)

    assert "Operatören stannar." in client.post(f"{ONE}stannar/", follow=True).content.decode()
    assert not Departure.objects.exists()
    assert "ingen bestämd dag" in client.post(f"{ONE}stannar/", follow=True).content.decode()


def test_a_day_that_has_passed_is_explained_at_the_field(world: None, client: Client) -> None:
    assert "har redan varit" in decide(client, -1)
    assert not Departure.objects.exists()


def test_no_day_is_explained_too(world: None, client: Client) -> None:
    answer = client.post(ONE, {"leaves_on": ""})

    assert answer.status_code == 422
    assert "Välj en dag." in answer.content.decode()


def test_an_operator_that_has_left_shows_when_and_how_many(world: None, client: Client) -> None:
    count = overview.show_operator(supplier(KIVRA)).customers
    planning.plan_departure(supplier(KIVRA), clock.today(), Origin.CONSOLE)
    ending.end_departed()

    shown = page(client)

    assert f"Slutade {clock.today()}" in shown
    assert f"<dd> {count} </dd>" in shown
    assert "Bestäm dagen" not in shown
    assert "operatören slutade" in shown


def test_unused_mailboxes_are_asked_for_with_a_button(world: None, client: Client) -> None:
    Mailbox.objects.filter(holder=JOHAN).update(opened_at=clock.now() - timedelta(days=400))

    assert f"{JOHAN[:8]}-{JOHAN[8:]}" in page(client, f"{ONE}oanvanda/?dagar=365")
    assert "Ingen brevlåda har varit oanvänd" in page(client, f"{ONE}oanvanda/?dagar=500")


@pytest.mark.parametrize("days", ["", "-1", "många"])
def test_an_impossible_number_of_days_is_explained(world: None, client: Client, days: str) -> None:
    assert "field__error" in page(client, f"{ONE}oanvanda/?dagar={days}", 422)


def test_an_operator_that_does_not_answer_is_named(play: Play, client: Client) -> None:
    play(KIVRA).problem = CallFailed("tiger", "is silent")

    assert "Operatören kivra.com svarade inte: tiger." in page(client, f"{ONE}oanvanda/?dagar=1")


def test_what_the_operator_is_told_is_seen_and_can_be_sent_again(world: None, client: Client) -> None:
    removals.flag_removed(supplier(KIVRA), [ARVID], Reason.SWITCHED)
    why = Text("svarar inte", "does not answer")
    RemovalFlag.objects.update(state=State.FAILED, finished_at=clock.now(), last_error=why)

    shown = page(client)
    assert "bytte operatör" in shown
    assert "svarar inte" in shown
    assert "1 besked gavs upp" in page(client, OPERATORS)

    assert "1 besked sänds igen." in client.post(f"{ONE}igen/", follow=True).content.decode()
    assert RemovalFlag.objects.get().state == State.DUE


@pytest.mark.parametrize("query", ["?fore=9", "?fore=x", "?fore=99999999999999999999", "?efter=99", "?efter=x"])
def test_pages_beyond_the_end_are_pages(world: None, client: Client, query: str) -> None:
    page(client, f"{ONE}{query}")


@pytest.mark.parametrize("path", ["", "oanvanda/"])
def test_an_unknown_operator_has_no_page(world: None, client: Client, path: str) -> None:
    page(client, f"{OPERATORS}brev.example/{path}", 404)
