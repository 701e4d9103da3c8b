"""Webhooks in the console: subscriptions, their events, and sending these again."""

from typing import Any

import pytest
from django.urls import reverse
from lxml import html
from pytest_django.fixtures import Settings

from infra import clock
from infra.texts import Text
from tests import cast
from tests.console.conftest import Console, words
from tests.relay import Relay, work
from tests.webhooks.receiver import Answer, running, status
from webhooks import subscriptions
from webhooks.events import outbox
from webhooks.models import Attempt, OutboxEvent, Result, Subscription
from webhooks.sending import delivery


@pytest.fixture
def hook(console: Console, world: None, settings: Settings) -> Subscription:
    """A receiver that nobody runs."""
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    outbox.no_subscriptions.clear()
    answer = console.do("webhooks", url="http://127.0.0.1:9/hook", events=["delivered", "failed"])
    assert "visas bara nu: whsec_" in answer.content.decode()
    return Subscription.objects.get()


def test_a_subscription_is_made_shown_paused_and_removed(console: Console, hook: Subscription) -> None:
    assert hook.events == ["delivered", "failed"]
    assert "http://127.0.0.1:9/hook" in words(console.page("webhooks"))
    assert hook.secret not in console.client.get(reverse("console:webhooks")).content.decode()

    console.do("webhook-switch", hook.subscription_id, aktiv="0")
    assert not Subscription.objects.get().active
    console.do("webhook-switch", hook.subscription_id, aktiv="1")
    assert Subscription.objects.get().active
    console.do("webhook-remove", hook.subscription_id)
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"url": "", "events": ["failed"]}, "Skriv en adress."),
        ({"url": "ftp://x", "events": ["failed"]}, "http://"),
        ({"url": "http://10.0.0.1/", "events": ["failed"]}, "inte är allmän"),
        ({"url": "https://system.example/", "events": []}, "Välj minst en händelse."),
    ],
)
def test_a_subscription_that_cannot_be_is_refused(
    console: Console, world: None, values: dict[str, Any], told: str
) -> None:
    answer = console.do("webhooks", **values)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Subscription.objects.exists()


def test_a_trial_that_does_not_arrive_says_why_in_the_log(console: Console, hook: Subscription) -> None:
    answer = console.do("webhook-ping", hook.subscription_id)

    assert "Provet kom inte fram" in answer.content.decode()
    assert "inget svar" in words(
        console.page("webhook", hook.subscription_id), "//*[@class='event-row__attempts']"
    )


def test_an_open_page_is_told_of_what_is_new_only(console: Console, hook: Subscription, relay: Relay) -> None:
    of_list = console.page("webhooks").xpath("string(//*[@id='webhooks']/@hx-get)")
    of_log = console.page("webhook", hook.subscription_id).xpath("string(//*[@id='webhooken']/@hx-get)")
    assert [console.client.get(address).status_code for address in (of_list, of_log)] == [204, 204]

    relay.distribute(cast.MARIA)
    work()

    news = [console.client.get(address) for address in (of_list, of_log)]
    assert [answer.status_code for answer in news] == [200, 200]
    assert "0 sända, 1 väntar, 0 gavs upp" in " ".join(news[0].content.decode().split())
    assert "Ska sändas" in news[1].content.decode()


def badge(console: Console, hook: Subscription) -> tuple[str, str]:
    """The tone and the words of a receiver, the same in the list and on its own page."""
    places = (
        console.page("webhooks"),
        console.page("webhook", hook.subscription_id).xpath("//*[@id='om-webhooken']")[0],
    )
    [one, other] = [
        (chip.get("class").split("--")[1], chip.text_content().strip())
        for place in places
        for chip in place.xpath("(.//*[contains(@class, 'chip--')])[1]")
    ]
    assert one == other
    return one


@pytest.mark.parametrize(
    ("answer", "tone", "name"),
    [
        (status(200, b"tack"), "good", "I gång"),
        (status(302, Location="http://127.0.0.1:9/annan"), "bad", "Tar inte emot"),
        (status(503, b"stangt"), "bad", "Tar inte emot"),
        (status(410), "bad", "Tar inte emot"),
    ],
    ids=["received", "redirected", "away", "gone"],
)
def test_badge_and_words_of_a_receiver_are_one_truth(
    console: Console, relay: Relay, settings: Settings, answer: Answer, tone: str, name: str
) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    outbox.no_subscriptions.clear()
    with running() as listening:
        listening.answers.append(answer)
        hook = subscriptions.create_subscription({"url": listening.url})
        assert badge(console, hook) == ("wait", "Inget mottaget än")
        relay.distribute(cast.MARIA)
        work()
        delivery.deliver_due(hook.pk)

    assert badge(console, hook) == (tone, name)


def test_a_trial_that_failed_counts_for_nothing_but_itself(console: Console, hook: Subscription) -> None:
    console.do("webhook-ping", hook.subscription_id)

    page = console.page("webhook", hook.subscription_id)
    assert badge(console, hook) == ("wait", "Inget mottaget än")
    assert "0 sända, 0 väntar, 0 gavs upp" in words(console.page("webhooks"))
    assert "Kom inte fram" in words(page, "//*[contains(@class, 'event-row')]")
    assert page.xpath("//button[contains(., 'Sänd allt som gavs upp igen')]") == []


def test_old_trials_are_not_sent_again_with_what_was_given_up(
    console: Console, hook: Subscription, relay: Relay
) -> None:
    console.do("webhook-ping", hook.subscription_id)
    relay.distribute(cast.MARIA)
    work()
    OutboxEvent.objects.update(state="failed")

    answer = console.do("webhook-replay", hook.subscription_id)

    assert "1 händelse sänds igen." in answer.content.decode()
    assert dict(OutboxEvent.objects.values_list("type", "state")) == {"ping": "failed", "delivered": "pending"}


def test_the_log_says_what_was_answered_and_how_many_attempts_it_leaves_out(
    console: Console, hook: Subscription, relay: Relay
) -> None:
    relay.distribute(cast.MARIA)
    work()
    event = OutboxEvent.objects.get()
    Attempt.objects.bulk_create(
        Attempt(
            event=event,
            at=clock.now(),
            status=503,
            answer=f"upptagen {place}",
            result=Result.UNAVAILABLE,
            error=Text("nej", "no"),
            duration_ms=1,
        )
        for place in range(5)
    )

    page = console.page("webhook", hook.subscription_id)

    told = words(page, "//*[@class='event-row__attempts']")
    assert "2 tidigare försök." in told
    assert [f"upptagen {place}" in told for place in range(5)] == [False, False, True, True, True]
    all_of_them = console.client.get(page.xpath("string(//*[@class='event-row__attempts']//a/@href)"))
    assert len(all_of_them.json()["log"]) == 5


def test_news_of_a_log_keep_to_its_state_and_page(console: Console, hook: Subscription) -> None:
    now = clock.now()
    OutboxEvent.objects.bulk_create(
        OutboxEvent(
            subscription=hook,
            type="delivered",
            body="{}",
            state="failed" if number % 2 else "sent",
            created_at=now,
            due_at=now,
            give_up_at=now,
        )
        for number in range(110)
    )
    page = console.page("webhook", hook.subscription_id, state="failed")
    older = page.xpath("string(//*[@class='paging']/a/@href)")
    assert older.startswith("?state=failed&fore=")
    second = html.fromstring(
        console.client.get(f"{reverse('console:webhook', args=[hook.subscription_id])}{older}").content
    )
    news = second.xpath("string(//*[@id='webhooken']/@hx-get)")
    assert console.client.get(news).status_code == 204

    OutboxEvent.objects.filter(state="failed").update(state="pending")

    assert [len(each.xpath("//li[contains(@class, 'event-row')]")) for each in (page, second)] == [50, 5]
    assert "Inga händelser." in console.client.get(news).content.decode()


def test_many_subscriptions_go_on_over_pages(console: Console, world: None, settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    for number in range(25):
        subscriptions.create_subscription({"url": f"http://127.0.0.1:9/{number}"})

    page = console.page("webhooks")
    assert len(page.xpath("//li[contains(@class, 'webhook-row')]")) == 20
    oldest = Subscription.objects.order_by("pk")[5]
    assert page.xpath("string(//*[@class='paging']/a/@href)") == f"?fore={oldest.pk}"
    assert "http://127.0.0.1:9/4 " in words(console.page("webhooks", fore=oldest.pk))


def test_what_was_given_up_is_sent_again_one_by_one_or_all(
    console: Console, hook: Subscription, relay: Relay
) -> None:
    for number in (cast.MARIA, cast.ARVID):
        relay.distribute(number)
    work()
    OutboxEvent.objects.update(state="failed")
    first = OutboxEvent.objects.earliest("pk")
    log = console.page("webhook", hook.subscription_id, state="failed")
    assert len(log.xpath("//li[contains(@class, 'event-row')]")) == 2

    answer = console.do("webhook-replay", hook.subscription_id, event=str(first.event_id))
    assert "1 händelse sänds igen." in answer.content.decode()
    answer = console.do("webhook-replay", hook.subscription_id)
    assert "1 händelse sänds igen." in answer.content.decode()

    assert set(OutboxEvent.objects.values_list("state", flat=True)) == {"pending"}
    assert console.do("webhook-replay", hook.subscription_id, event="nonsens").status_code == 404
