"""The clock over REST: moved forwards and back, frozen, and all that falls due happens in order."""

import fcntl
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from far.models import Account, PendingRequest
from infra import clock
from infra.celery import app as celery
from infra.clock import Setting
from mailbox_operator.models import Announcement, Message
from tests import cast
from tests.testbed.faults.conftest import MakeRule, make_rule, rules_of_this_test

ADDRESS = "/api/v1/clock"
__all__ = ["make_rule", "rules_of_this_test"]

pytestmark = pytest.mark.django_db


def change(client: Client, **body: Any) -> dict[str, Any]:
    answer = client.post(ADDRESS, body, content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()
    shown: dict[str, Any] = answer.json()
    return shown


def shows(moment: datetime) -> bool:
    return abs(clock.now() - moment) < timedelta(seconds=20)


def test_a_clock_that_nobody_has_moved_shows_the_machine_s_time(client: Client) -> None:
    shown = client.get(ADDRESS).json()

    assert shown["now"] == shown["real"]
    assert not shown["moved"]
    assert not shown["frozen"]


def test_a_day_later_is_a_day_later_for_all_that_asks(client: Client) -> None:
    shown = change(client, advance="P1D")

    assert shows(clock.real_now() + timedelta(days=1))
    assert shown["moved"]
    assert shown["offset_seconds"] == pytest.approx(86_400, abs=20)


def test_the_clock_is_set_to_a_moment_and_goes_on(client: Client) -> None:
    change(client, set="2031-05-06T07:08:09+02:00")

    assert shows(datetime(2031, 5, 6, 5, 8, 9, tzinfo=UTC))
    assert clock.now() < clock.now() + timedelta(microseconds=1)


def test_a_frozen_clock_stands_still_until_it_goes_again(client: Client) -> None:
    change(client, set="2031-05-06T07:08:09Z", freeze=True)
    first = clock.now()
    assert first == clock.now() == datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)

    change(client, advance="PT1M")
    assert clock.now() == first + timedelta(minutes=1)

    assert not change(client, freeze=False)["frozen"]
    assert clock.now() > first + timedelta(minutes=1)


def test_real_time_comes_back(client: Client) -> None:
    change(client, advance="P1Y")

    shown = client.delete(ADDRESS).json()

    assert not shown["moved"]
    assert clock.read_setting() == clock.RIGHT


def test_an_announcement_that_waits_is_sent_when_its_time_comes(
    kommun_a: cast.Sender, client: Client, make_rule: MakeRule
) -> None:
    make_rule(at="smtp", fault={"code": 451}, times=1)
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    celery.loader.import_default_modules()
    celery.tasks["mailbox_operator.sweep_announcements"]()
    email = Announcement.objects.filter(channel="email")
    assert email.get().state == "due"

    shown = change(client, advance="P1D")

    assert email.get().state == "sent"
    assert shown["stops"] >= 1
    sent_at = email.get().sent_at
    assert sent_at is not None
    assert sent_at < clock.now() - timedelta(hours=20), "it was sent on the way, when it was due"


def test_a_request_that_waits_expires(world: None, client: Client) -> None:
    account = Account.objects.first()
    assert account is not None
    PendingRequest.objects.all().delete()

    change(client, advance="P40D")

    assert not PendingRequest.objects.exists()


def test_a_year_and_back_loses_no_letter(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    change(client, advance="P1Y")
    later = kommun_a.deliver(kommun_a.letter(cast.ARVID))
    client.delete(ADDRESS)
    after = kommun_a.deliver(kommun_a.letter(cast.ARVID, kommun_a.text(subject="Efteråt")))

    assert later.delivered
    assert after.delivered
    assert Message.objects.count() == 3


def test_two_cannot_set_it_at_once(client: Client, settings: Settings) -> None:
    with (settings.RUN_DIR / "clock.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        answer = client.post(ADDRESS, {"advance": "P1D"}, content_type="application/json")

    assert answer.status_code == 409
    assert clock.read_setting() == clock.RIGHT


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"advance": "tomorrow"},
        {"advance": ""},
        {"advance": "-P1D"},
        {"advance": 86400},
        {"advance": None},
        {"advance": "P9999Y"},
        {"advance": "P100Y"},
        {"set": "yesterday"},
        {"set": "1999-12-31T23:59:59Z"},
        {"set": "9999-12-31T23:59:59Z"},
        {"set": "2031-02-30T00:00:00Z"},
        {"set": 0},
        {"freeze": "perhaps"},
        {"advance": "P1D", "set": "2031-05-06T07:08:09Z"},
        {"unknown": 1},
    ],
)
def test_nonsense_is_refused_and_moves_nothing(client: Client, body: dict[str, Any]) -> None:
    answer = client.post(ADDRESS, body, content_type="application/json")

    assert answer.status_code == 400, answer.content.decode()
    assert clock.read_setting() == clock.RIGHT


def test_backwards_it_is_set_and_not_advanced(client: Client) -> None:
    answer = client.post(ADDRESS, {"advance": "-P1D"}, content_type="application/json")

    assert "set puts the clock to an earlier moment" in answer.json()["detail"]


def test_a_page_of_another_site_cannot_set_it(client: Client) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}

    assert (
        client.post(ADDRESS, {"advance": "P1D"}, content_type="application/json", headers=elsewhere).status_code
        == 403
    )
    assert client.delete(ADDRESS, headers=elsewhere).status_code == 403
    assert clock.read_setting() == clock.RIGHT


def test_without_the_password_nobody_sets_it(client: Client, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "long"

    assert client.post(ADDRESS, {"advance": "P1D"}, content_type="application/json").status_code == 401


@pytest.mark.parametrize("path", ["/", "/telefon/", "/konsol/", "/brevlada/", "/api/docs/"])
def test_every_page_says_that_the_clock_is_set(world: None, client: Client, path: str) -> None:
    before = client.get(path, follow=True).content.decode()
    clock.move_clock(Setting(offset=timedelta(days=400)))

    after = client.get(path, follow=True).content.decode()

    assert "Simulatorns klocka är ställd" not in before
    assert "Simulatorns klocka är ställd" in after
