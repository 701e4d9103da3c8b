"""Paper, print files and webhooks in the console."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from pytest_django.fixtures import Settings

from infra import clock
from infra.texts import Text
from print_supplier import runs
from print_supplier.models import PrintRun
from sender.print_files.models import BatchFile
from tests import cast
from tests.console.conftest import SENDER, Console, Fates, words
from tests.relay import Relay, work
from tests.sender.print_files.conftest import advance, batch, csv_index, finish, pdf, row, zipped
from tests.webhooks.receiver import Answer, running, status
from webhooks import delivery, outbox, subscriptions
from webhooks.models import Attempt, OutboxEvent, Result, Subscription

__all__ = ["batch"]


def test_the_print_queue_shows_what_is_printed_next_and_what_it_costs(console: Console, fates: Fates) -> None:
    told = words(console.page("paper"), "//*[@aria-labelledby='utskriftsko']")

    assert "1 brev" in told
    assert "Tolvan Tolvansson" in told
    assert "kr" in told


def test_printing_now_makes_a_run_with_its_pdf(console: Console, fates: Fates) -> None:
    answer = console.do("print-now")
    assert "Körning 1: 1 brev utskrivet." in answer.content.decode()

    page = console.page("paper")
    assert "Körning 1" in words(page, "//*[@aria-labelledby='korningar']")
    address = page.xpath("string(//*[@aria-labelledby='korningar']//a/@href)")
    assert console.client.get(address)["Content-Type"] == "application/pdf"
    assert "inget att skriva ut" in console.do("print-now").content.decode()


def test_what_was_saved_is_shown_by_channel_and_period(console: Console, fates: Fates) -> None:
    runs.print_queued()

    for period in ("i-dag", "vecka", "allt", "nonsens"):
        told = words(console.page("paper", period=period), "//*[@aria-labelledby='sparat']")
        assert "Mina meddelanden 1 sparade" in told
        assert "Utskrift 1" in told


def test_many_runs_go_on_over_pages(console: Console, db: None) -> None:
    PrintRun.objects.bulk_create(
        PrintRun(number=number, printed_at="2026-01-01T00:00Z", letters=10_000, sheets=30_000, cost_ore=12_345_678)
        for number in range(1, 31)
    )

    page = console.page("paper")

    assert "123\u00a0456,78 kr" in page.text_content()
    assert len(page.xpath("//li[contains(@class, 'run-row')]")) == 20
    assert len(console.page("paper", fore=11).xpath("//li[contains(@class, 'run-row')]")) == 10


def upload(console: Console, path: Path) -> str:
    file = SimpleUploadedFile(path.name, path.read_bytes(), "application/zip")
    return str(console.do("files", sender=SENDER, file=file).content.decode())


@pytest.fixture
def mixed(batch: Path) -> Path:
    """One letter to a mailbox, one to paper, one with a bad number, one without its PDF."""
    rows = [row(cast.MARIA, "a.pdf"), row(cast.TOLVAN, "b.pdf"), row("hej", "c.pdf"), row(cast.ARVID, "d.pdf")]
    pdfs = {name: pdf(name) for name in ("a.pdf", "b.pdf", "c.pdf")}
    return zipped(batch / "november.zip", csv_index(rows), pdfs)


def test_a_file_is_uploaded_and_followed_to_its_result(console: Console, mixed: Path) -> None:
    assert "november.zip" in upload(console, mixed)
    file = BatchFile.objects.get()
    finish(file)

    page = console.page("file", file.file_id)
    bad = [" ".join(line.text_content().split()) for line in page.xpath("//li[contains(@class, 'line-row')]")]
    assert any(line.startswith("brev 3 hej c.pdf") for line in bad)
    assert any("d.pdf" in line for line in bad)
    assert page.xpath("//progress[@max='4']")
    result = console.client.get(reverse("console:file-result", args=[file.file_id, "csv"]))
    assert cast.MARIA in b"".join(result.streaming_content).decode()  # type: ignore[attr-defined]


def test_the_same_file_again_is_recognised(console: Console, mixed: Path) -> None:
    upload(console, mixed)

    assert "Filen har kommit förut" in upload(console, mixed)
    assert BatchFile.objects.count() == 1


def test_an_open_list_is_told_of_progress_only(console: Console, mixed: Path) -> None:
    upload(console, mixed)
    file = BatchFile.objects.get()
    of_list = console.page("files").xpath("string(//*[@id='filer']/@hx-get)")
    of_file = console.page("file", file.file_id).xpath("string(//*[@id='filen']/@hx-get)")
    assert [console.client.get(address).status_code for address in (of_list, of_file)] == [204, 204]

    advance(file)

    assert [console.client.get(address).status_code for address in (of_list, of_file)] == [200, 200]


def test_a_file_that_is_no_print_file_says_so(console: Console, batch: Path) -> None:
    path = batch / "inte.zip"
    path.write_bytes(b"inte en ZIP")
    upload(console, path)
    file = BatchFile.objects.get()
    advance(file)

    assert "Avvisad" in words(console.page("file", file.file_id))
    assert "Välj en fil." in console.do("files", sender=SENDER).content.decode()
    assert console.client.get(reverse("console:file-result", args=[file.file_id, "exe"])).status_code == 404


@pytest.fixture
def hook(console: Console, world: None, settings: Settings) -> Subscription:
    """A receiver that nobody runs."""
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    outbox.no_subscriptions.clear()
    answer = console.do("hooks", url="http://127.0.0.1:9/hook", events=["delivered", "failed"])
    assert "visas bara nu: whsec_" in answer.content.decode()
    return Subscription.objects.get()


def test_a_subscription_is_made_shown_paused_and_removed(console: Console, hook: Subscription) -> None:
    assert hook.events == ["delivered", "failed"]
    assert "http://127.0.0.1:9/hook" in words(console.page("hooks"))
    assert hook.secret not in console.client.get(reverse("console:hooks")).content.decode()

    console.do("hook-switch", hook.subscription_id, aktiv="0")
    assert not Subscription.objects.get().active
    console.do("hook-switch", hook.subscription_id, aktiv="1")
    assert Subscription.objects.get().active
    console.do("hook-remove", hook.subscription_id)
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
    answer = console.do("hooks", **values)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Subscription.objects.exists()


def test_a_trial_that_does_not_arrive_says_why_in_the_log(console: Console, hook: Subscription) -> None:
    answer = console.do("hook-ping", hook.subscription_id)

    assert "Provet kom inte fram" in answer.content.decode()
    assert "inget svar" in words(console.page("hook", hook.subscription_id), "//*[@class='told-row__attempts']")


def test_an_open_page_is_told_of_what_is_new_only(console: Console, hook: Subscription, relay: Relay) -> None:
    of_list = console.page("hooks").xpath("string(//*[@id='webhooks']/@hx-get)")
    of_log = console.page("hook", hook.subscription_id).xpath("string(//*[@id='webhooken']/@hx-get)")
    assert [console.client.get(address).status_code for address in (of_list, of_log)] == [204, 204]

    relay.distribute(cast.MARIA)
    work()

    news = [console.client.get(address) for address in (of_list, of_log)]
    assert [answer.status_code for answer in news] == [200, 200]
    assert "0 sända, 1 väntar, 0 gavs upp" in " ".join(news[0].content.decode().split())
    assert "Ska sändas" in news[1].content.decode()


def badge(console: Console, hook: Subscription) -> tuple[str, str]:
    """The tone and the words of a receiver, the same in the list and on its own page."""
    places = console.page("hooks"), console.page("hook", hook.subscription_id).xpath("//*[@id='om-webhooken']")[0]
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
        hook = subscriptions.create({"url": listening.url})
        assert badge(console, hook) == ("wait", "Inget mottaget än")
        relay.distribute(cast.MARIA)
        work()
        delivery.deliver_due(hook.pk)

    assert badge(console, hook) == (tone, name)


def test_a_trial_that_failed_counts_for_nothing_but_itself(console: Console, hook: Subscription) -> None:
    console.do("hook-ping", hook.subscription_id)

    page = console.page("hook", hook.subscription_id)
    assert badge(console, hook) == ("wait", "Inget mottaget än")
    assert "0 sända, 0 väntar, 0 gavs upp" in words(console.page("hooks"))
    assert "Kom inte fram" in words(page, "//*[contains(@class, 'told-row')]")
    assert page.xpath("//button[contains(., 'Sänd allt som gavs upp igen')]") == []


def test_old_trials_are_not_sent_again_with_what_was_given_up(
    console: Console, hook: Subscription, relay: Relay
) -> None:
    console.do("hook-ping", hook.subscription_id)
    relay.distribute(cast.MARIA)
    work()
    OutboxEvent.objects.update(state="failed")

    answer = console.do("hook-replay", hook.subscription_id)

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

    page = console.page("hook", hook.subscription_id)

    told = words(page, "//*[@class='told-row__attempts']")
    assert "2 tidigare försök." in told
    assert [f"upptagen {place}" in told for place in range(5)] == [False, False, True, True, True]
    all_of_them = console.client.get(page.xpath("string(//*[@class='told-row__attempts']//a/@href)"))
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
    page = console.page("hook", hook.subscription_id, state="failed")
    older = page.xpath("string(//*[@class='paging']/a/@href)")
    assert older.startswith("?state=failed&fore=")
    second = html.fromstring(
        console.client.get(f"{reverse('console:hook', args=[hook.subscription_id])}{older}").content
    )
    news = second.xpath("string(//*[@id='webhooken']/@hx-get)")
    assert console.client.get(news).status_code == 204

    OutboxEvent.objects.filter(state="failed").update(state="pending")

    assert [len(each.xpath("//li[contains(@class, 'told-row')]")) for each in (page, second)] == [50, 5]
    assert "Inga händelser." in console.client.get(news).content.decode()


def test_many_subscriptions_go_on_over_pages(console: Console, world: None, settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    for number in range(25):
        subscriptions.create({"url": f"http://127.0.0.1:9/{number}"})

    page = console.page("hooks")
    assert len(page.xpath("//li[contains(@class, 'hook-row')]")) == 20
    oldest = Subscription.objects.order_by("pk")[5]
    assert page.xpath("string(//*[@class='paging']/a/@href)") == f"?fore={oldest.pk}"
    assert "http://127.0.0.1:9/4 " in words(console.page("hooks", fore=oldest.pk))


def test_what_was_given_up_is_sent_again_one_by_one_or_all(
    console: Console, hook: Subscription, relay: Relay
) -> None:
    for number in (cast.MARIA, cast.ARVID):
        relay.distribute(number)
    work()
    OutboxEvent.objects.update(state="failed")
    first = OutboxEvent.objects.earliest("pk")
    log = console.page("hook", hook.subscription_id, state="failed")
    assert len(log.xpath("//li[contains(@class, 'told-row')]")) == 2

    answer = console.do("hook-replay", hook.subscription_id, event=str(first.event_id))
    assert "1 händelse sänds igen." in answer.content.decode()
    answer = console.do("hook-replay", hook.subscription_id)
    assert "1 händelse sänds igen." in answer.content.decode()

    assert set(OutboxEvent.objects.values_list("state", flat=True)) == {"pending"}
    assert console.do("hook-replay", hook.subscription_id, event="nonsens").status_code == 404
