"""The pages for steering: the same rules as over REST, guarded as the rest of the console is."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from infra import clock
from infra.clock import Setting
from testbed.faults.models import FaultRule
from tests import cast
from tests.formedlare.stations import Stations
from tests.relay import Relay, work

FAULTS, CLOCK, HELD = "/konsol/styrning/fel/", "/konsol/styrning/klocka/", "/konsol/styrning/brev/"
pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", [FAULTS, CLOCK, HELD])
def test_each_page_is_led_to_from_the_others(client: Client, address: str) -> None:
    shown = text(client, address)

    assert all(other in shown for other in (FAULTS, CLOCK, HELD))
    assert 'aria-current="page"' in shown


def test_a_rule_is_made_shown_and_removed(world: None, client: Client) -> None:
    client.post(FAULTS, {"place": "operator", "effect": "fault", "code": 4999, "times": 2, "who": "kivra.com"})

    rule = FaultRule.objects.get()
    assert "Felkod 4999" in text(client, FAULTS)
    assert "kivra.com" in text(client, FAULTS)

    client.post(f"{FAULTS}bort/", {"regel": str(rule.rule_id)})
    assert not FaultRule.objects.exists()
    assert "Inget går fel på begäran" in text(client, FAULTS)


def test_all_rules_are_removed_at_once(client: Client) -> None:
    for effect in ("reset", "not_delivered"):
        client.post(FAULTS, {"place": "operator", "effect": effect})
    assert FaultRule.objects.count() == 2

    client.post(f"{FAULTS}bort/", {"regel": "alla"})

    assert not FaultRule.objects.exists()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"place": "moon", "effect": "fault"},
        {"place": "operator", "effect": "explode"},
        {"place": "operator", "effect": "fault", "code": "1234"},
        {"place": "operator", "effect": "fault", "code": "x"},
        {"place": "operator", "effect": "delay"},
        {"place": "operator", "effect": "delay", "delay_ms": "-1"},
        {"place": "far", "effect": "not_delivered"},
        {"place": "operator", "effect": "reset", "times": "0"},
        {"place": "operator", "effect": "reset", "recipient": "1"},
        {"place": "operator", "effect": "reset", "who": "x" * 300},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_in_the_form(client: Client, form: dict[str, str]) -> None:
    answer = client.post(FAULTS, form)

    # An empty form is an unsent one.
    assert answer.status_code == (422 if form else 200)
    assert not FaultRule.objects.exists()


def add_step(client: Client, rule: FaultRule, **values: str) -> int:
    filled = {f"steg{rule.pk}-{name}": value for name, value in values.items()}
    return client.post(f"{FAULTS}steg/", {"regel": str(rule.rule_id), **filled}).status_code


def test_a_rule_goes_on_with_what_is_added_after_it(client: Client) -> None:
    client.post(FAULTS, {"place": "operator", "effect": "fault", "times": 1})
    rule = FaultRule.objects.get()
    FaultRule.objects.update(is_spent=True)

    assert add_step(client, rule, effect="nothing", times="2") == 302
    assert add_step(client, rule, effect="reset") == 302

    rule.refresh_from_db()
    assert [step["times"] for step in rule.steps] == [1, 2, None]
    assert rule.is_spent is False
    shown = text(client, FAULTS)
    assert "Går bra, 2 gånger" in shown
    assert "Och sedan" not in shown, "the last step never ends"


def test_a_step_that_makes_no_sense_is_refused_where_it_was_filled_in(client: Client) -> None:
    client.post(FAULTS, {"place": "smtp", "effect": "fault", "times": 1})
    rule = FaultRule.objects.get()

    assert add_step(client, rule, effect="fault", code="4999") == 422
    assert add_step(client, rule, effect="explode") == 422
    assert len(FaultRule.objects.get().steps) == 1


def test_nothing_comes_after_a_step_that_never_ends(client: Client) -> None:
    client.post(FAULTS, {"place": "operator", "effect": "fault"})

    assert add_step(client, FaultRule.objects.get(), effect="reset") == 422
    assert len(FaultRule.objects.get().steps) == 1


@pytest.mark.parametrize("which", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_a_rule_that_is_not_there_cannot_be_removed(client: Client, which: str) -> None:
    assert client.post(f"{FAULTS}bort/", {"regel": which}).status_code == 404


def test_the_clock_is_moved_ahead_and_back(client: Client) -> None:
    client.post(CLOCK, {"framat": "P1D"})
    assert clock.now() - clock.real_now() > timedelta(hours=23)
    assert "Tillbaka till datorns tid" in text(client, CLOCK)

    client.post(f"{CLOCK}bort/")
    assert clock.read_setting() == clock.RIGHT


def test_the_clock_stands_still_and_goes_again(client: Client) -> None:
    client.post(CLOCK, {"gang": "frys"})
    assert clock.now() == clock.now()
    assert "står still" in text(client, CLOCK)

    client.post(CLOCK, {"gang": "ga"})
    assert clock.read_setting().frozen_at is None


def test_the_clock_is_set_to_a_moment(client: Client) -> None:
    client.post(CLOCK, {"moment": "2031-05-06T07:08:09"})

    assert f"{clock.now().astimezone(clock.SWEDEN):%Y-%m-%d %H:%M}" == "2031-05-06 07:08"


@pytest.mark.parametrize(
    "form", [{"moment": "tomorrow"}, {"moment": "1999-01-01T00:00"}, {"framat": "x"}, {"gang": "x"}]
)
def test_nonsense_leaves_the_clock_alone(client: Client, form: dict[str, str]) -> None:
    client.post(CLOCK, form)

    assert clock.read_setting() == clock.RIGHT


def test_a_letter_is_held_shown_and_released(
    relay: Relay,
    network: Stations,
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    station = network.open("up.example")
    network.move(cast.MARIA, "up.example")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(HELD, {"mode": "manual", "lane": "up.example"})
    relay.distribute(cast.MARIA)
    work()
    assert "Beslut om förskoleplats" in text(client, HELD)

    client.post(f"{HELD}slapp/", {"brev": "alla"})
    work()

    assert station.subjects() == ["Beslut om förskoleplats"]


@pytest.mark.parametrize("form", [{"mode": "never"}, {"mode": "fast", "lane": "x" * 300}])
def test_a_mode_that_there_is_not_is_refused(client: Client, form: dict[str, str]) -> None:
    assert client.post(HELD, form).status_code == 422


@pytest.mark.parametrize("which", ["", "x", "1", "9" * 40])
def test_a_letter_that_is_not_held_is_not_released(client: Client, which: str) -> None:
    assert client.post(f"{HELD}slapp/", {"brev": which}).status_code == 302


@pytest.mark.parametrize("address", [FAULTS, CLOCK, HELD])
def test_without_the_password_nobody_sees_or_changes_anything(
    client: Client, settings: Settings, address: str
) -> None:
    settings.CONSOLE_PASSWORD = "long"

    assert client.get(address).status_code == 401
    assert client.post(address, {"framat": "P1D"}).status_code == 401


@pytest.mark.parametrize("address", [FAULTS, f"{FAULTS}bort/", CLOCK, f"{CLOCK}bort/", HELD, f"{HELD}slapp/"])
def test_a_page_of_another_site_changes_nothing(client: Client, address: str) -> None:
    answer = client.post(address, {"framat": "P1D"}, headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 403
    assert clock.read_setting() == clock.RIGHT


def test_while_the_clock_is_off_the_pages_say_so(client: Client) -> None:
    clock.move_clock(Setting(offset=timedelta(days=400)))

    assert "Simulatorns klocka är ställd" in text(client, FAULTS)


def test_the_address_above_the_pages_leads_to_the_first(client: Client) -> None:
    answer = client.get("/konsol/styrning/")

    assert (answer.status_code, answer["Location"]) == (302, FAULTS)
