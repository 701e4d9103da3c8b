"""Pages of the console that are open while things happen: they follow, and the keyboard keeps its place."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from formedlare.lanes import breaker
from formedlare.models import Lane
from infra.texts import Text
from tests.browsing import SOON
from tests.console.conftest import Fates
from tests.mailbox_ui.browser import Site
from tests.relay import Relay, work
from webhooks import subscriptions
from webhooks.events import outbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_the_overview_follows_what_happens(site: Site, fates: Fates) -> None:
    site.open(reverse("console:overview"))
    card = site.page.locator("[id='ko-driftstopp.example']")
    expect(card).to_contain_text("Ostadig")

    for _ in range(breaker.FAILURES_THAT_OPEN):
        breaker.record_failure("driftstopp.example", Text("inget svar", "no answer"), 5)

    expect(card).to_contain_text("Pausad", timeout=SOON)
    expect(site.page.get_by_role("status").filter(has_text="är pausad")).to_have_count(1)


def test_the_keyboard_keeps_its_place_while_the_overview_changes(site: Site, fates: Fates) -> None:
    site.open(reverse("console:overview"))
    more = site.page.locator("[id='fler-driftstopp.example']")
    more.focus()

    Lane.objects.update(last_problem=Text.same("något nytt"))

    expect(site.page.get_by_text("något nytt").first).to_be_visible(timeout=SOON)
    expect(more).to_be_focused()
    site.page.keyboard.press("Enter")
    expect(site.page.locator("[id='ko-driftstopp.example'] .stepper b")).to_have_text("5")


def test_the_log_of_a_webhook_is_followed_while_it_is_read(site: Site, relay: Relay, settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    outbox.no_subscriptions.clear()
    hook = subscriptions.create_subscription({"url": "http://127.0.0.1:9/hook"})
    site.open(reverse("console:webhook", args=[hook.subscription_id]))
    trial = site.page.get_by_role("button", name="Skicka ett prov")
    trial.focus()

    relay.distribute("198101052382")
    work()

    expect(site.page.get_by_text("Ska sändas").nth(1)).to_be_visible(timeout=SOON)
    expect(trial).to_be_focused()
    trial.click()
    expect(site.page.get_by_text("Provet kom inte fram.")).to_be_visible()


def test_a_letter_is_followed_while_it_is_under_way(site: Site, relay: Relay) -> None:
    letter = relay.distribute("198101052382")
    site.open(reverse("console:letter", args=[letter.distribution_id]))
    expect(site.page.get_by_text("På väg just nu.")).to_be_visible()

    work()

    expect(site.page.get_by_text(re.compile("Levererad till minmyndighetspost.se"))).to_be_visible(timeout=SOON)
    site.page.get_by_role("link", name="Visa telefonen").first.click()
    expect(site.page.get_by_role("heading", name="Maria Svensson")).to_be_visible()
