"""The search among the letters, and the life of one."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from lxml import html
from pytest_django.fixtures import Settings

from formedlare import retry
from formedlare.models import ChannelRule, ContactAddress, Distribution, Leg
from infra import clock
from infra.texts import Text
from mailbox_operator.models import Message
from print_supplier import runs
from tests import cast
from tests.console.conftest import SENDER, Console, Fates, words
from tests.relay import Relay, leg_of, work
from webhooks import subscriptions
from webhooks.models import OutboxEvent

DOWN_AT = "198801012397"
"""Has a mailbox at an operator that is down."""


def found(console: Console, **query: Any) -> list[str]:
    """The names of the recipients in the list."""
    rows = console.page("letters", **query).xpath("//*[@class='letter-row__who']/b")
    return [str(row.text).strip() for row in rows]


def life(console: Console, letter: Distribution) -> list[str]:
    page = console.page("letter", letter.distribution_id)
    return [" ".join(step.text_content().split()) for step in page.xpath("//*[@class='step__title']")]


def test_the_newest_letters_stand_first(console: Console, fates: Fates) -> None:
    assert found(console) == ["Greta Öberg", "Tolvan Tolvansson", "Oskar Dahl", "Maria Svensson"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"recipient": "19810105-2382"}, ["Maria Svensson"]),
        ({"state": "failed"}, ["Greta Öberg"]),
        ({"channel": "print"}, ["Greta Öberg", "Tolvan Tolvansson"]),
        ({"channel": "print", "state": "rerouted"}, ["Tolvan Tolvansson"]),
        ({"operator": "driftstopp.example"}, ["Oskar Dahl"]),
        ({"lane": "print queue"}, ["Tolvan Tolvansson"]),
        ({"sender": "202100-3898"}, []),
        ({"label": "annan körning"}, []),
        ({"reference": "finns inte"}, []),
        ({"received_before": "2020-01-01T00:00"}, []),
        ({"state": "waiting", "recipient": cast.MARIA}, []),
    ],
)
def test_letters_are_found_by(console: Console, fates: Fates, query: dict[str, str], names: list[str]) -> None:
    assert found(console, **query) == names


def test_a_letter_is_found_by_its_trace(console: Console, fates: Fates) -> None:
    assert "Maria Svensson" in found(console, trace=fates.delivered.trace)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"recipient": "198101052381"}, "Inget giltigt nummer: det har"),
        ({"sender": "hej"}, "ett organisationsnummer är tio siffror"),
        ({"trace": "xyz"}, "Ett spår har 32 tecken"),
        ({"state": "borta"}, "borta"),
        ({"received_after": "i går"}, "giltig"),
    ],
)
def test_nonsense_is_answered_at_its_field(console: Console, db: None, query: dict[str, str], told: str) -> None:
    page = console.page("letters", status=422, **query)

    assert told in words(page, "//*[@class='field__error']")


def test_older_letters_follow_on_the_next_page(
    console: Console, fates: Fates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.letters.search.LETTERS_PER_PAGE", 3)
    page = console.page("letters")
    older = page.xpath("string(//p[@class='paging']/a[contains(@href, 'before')]/@href)")

    answer = console.client.get(f"/konsol/brev/{older}").content.decode()

    assert "Maria Svensson" in answer
    assert "Oskar Dahl" not in answer


def test_a_letters_life_is_told_from_hand_over_to_reading(console: Console, fates: Fates) -> None:
    Message.objects.update(read_at=clock.now() + timedelta(minutes=5))

    told = life(console, fates.delivered)

    assert told[0].startswith("Lämnades till förmedlaren av avsändaren själv")
    assert told[1:3] == [
        "Uppslagen i FaR: brevlåda hos minmyndighetspost.se",
        "Förseglad och undertecknad av förmedlaren",
    ]
    assert any(step.startswith("Ligger i brevlådan hos Min myndighetspost: Beslut") for step in told)
    assert any(step.startswith("Levererad till minmyndighetspost.se") for step in told)
    assert any("aviseras med sms till +46701740605" in step for step in told)
    assert told[-1] == "Öppnad av mottagaren"


def test_a_notification_is_not_said_to_be_sealed(console: Console, relay: Relay) -> None:
    sent = relay.notify(cast.MARIA)
    work()

    told = life(console, sent)

    assert "Gjord i ordning för operatören" in told
    assert not any("Förseglad" in step for step in told)


def test_a_letter_that_is_held_back_is_not_said_to_have_been_tried(console: Console, fates: Fates) -> None:
    retry.hold_back([fates.waiting.legs.get()], Text("inget svar", "no answer"))

    assert life(console, fates.waiting)[-1] == "Väntar: kön till driftstopp.example är pausad"


def test_the_list_says_why_letters_are_on_paper(console: Console, fates: Fates) -> None:
    runs.print_queued()

    told = words(console.page("letters", channel="print", state="printed"), "//*[@class='letter-row__why']")

    assert told == "mottagaren har ingen digital brevlåda"
    assert words(console.page("letters", state="delivered"), "//*[@class='letter-row__why']") == ""


def test_the_list_names_the_rule_that_chose_paper_at_once(console: Console, relay: Relay) -> None:
    ChannelRule.objects.create(sender=SENDER, position=1, name="Allt på papper", channels=["print"])
    relay.distribute(cast.MARIA, relay.sender.text(attachments=[]))
    work()

    told = words(console.page("letters"), "//*[@class='letter-row__why']")

    assert told == "regeln Allt på papper bestämde det"


COMPANY = "165560000027"


def test_what_a_company_was_sent_by_email_can_be_read(console: Console, relay: Relay) -> None:
    address = ContactAddress.objects.get(sender=SENDER, recipient=COMPANY).email
    sent = relay.notify(COMPANY)
    work()
    assert leg_of(sent).channel == "email"

    page = console.page("letter", sent.distribution_id)
    [link] = page.xpath("//*[@class='steps']//a[contains(., 'Visa företagets e-post')]/@href")
    read = " ".join(html.fromstring(console.client.get(link).content).text_content().split())

    assert "Företagets e-post" in read
    assert f"Till {address}" in read
    assert "Simulerad telefon" not in read
    facts = page.xpath("//*[@aria-labelledby='uppgifter']//a/@href")
    assert all(console.client.get(address).status_code == 200 for address in facts)


def test_why_a_letter_took_its_way_is_told(console: Console, fates: Fates) -> None:
    told = words(console.page("letter", fates.printing.distribution_id), "//*[@aria-labelledby='varfor']")

    assert "Personer: Mina meddelanden, annars brev" in told
    assert "Mina meddelanden mottagaren har ingen digital brevlåda" in told
    assert "Valet blev Utskrift" in told


def test_a_letter_on_paper_shows_what_it_costs_and_its_pdf(console: Console, fates: Fates) -> None:
    runs.print_queued()
    page = console.page("letter", fates.printing.distribution_id)

    told = words(page, "//*[@aria-labelledby='papper']")
    total, *parts = (int(kronor) * 100 + int(ore) for kronor, ore in re.findall(r"(\d+),(\d\d)\s*kr", told))
    assert all(name in told for name in ("Tryck", "Porto", "Kuvert"))
    assert (len(parts), sum(parts)) == (3, total)
    pdf = console.client.get(page.xpath("string(//*[@aria-labelledby='papper']//a[contains(., 'PDF')]/@href)"))
    assert pdf["Content-Type"] == "application/pdf"
    assert life(console, fates.printing)[-1] == "Utskriven och lämnad till posten"


def test_a_letter_that_is_held_back_leads_to_the_earlier_one(console: Console, relay: Relay) -> None:
    first, second = (relay.distribute(DOWN_AT, correlation_id="ärende 7") for _ in range(2))
    work()
    page = console.page("letter", second.distribution_id)

    told = page.xpath("//*[contains(@class, 'state--')]")[0]
    assert "Väntar på ett tidigare brev i samma ärende." in " ".join(told.text_content().split())
    [link] = told.xpath(".//a/@href")
    assert link == f"/konsol/brev/{first.distribution_id}/?mottagare={DOWN_AT}"
    assert "tidigare brev" not in words(console.page("letter", first.distribution_id))


def test_an_operator_that_does_not_answer_is_named_first_and_its_address_stands_once(
    console: Console, relay: Relay, later: Callable[[timedelta], None]
) -> None:
    letter = relay.distribute(DOWN_AT)
    for _ in range(3):
        work()
        later(timedelta(minutes=1))

    page = console.page("letter", letter.distribution_id)
    told = [" ".join(each.text_content().split()) for each in page.xpath("//*[@class='step__detail']")]
    assert told == ["operatören svarar inte: driftstopp.example har ett namn som inte finns"] * 3
    assert [each.text for each in page.xpath("//*[@class='step__where']")] == [leg_of(letter).address]


def test_a_letter_that_waits_says_when_it_is_tried_and_can_be_tried_now(console: Console, fates: Fates) -> None:
    page = console.page("letter", fates.waiting.distribution_id)
    assert "Nästa försök" in words(page, "//*[contains(@class, 'state--wait')]")
    Leg.objects.filter(state="waiting").update(due_at=clock.now() + timedelta(hours=1))

    answer = console.do("letter-now", fates.waiting.distribution_id, mottagare="198801012397")

    assert "Brevet försöks nu." in answer.content.decode()
    assert fates.waiting.legs.get().due_at <= clock.now()


def test_a_finished_letter_is_not_tried_again(console: Console, fates: Fates) -> None:
    answer = console.do("letter-now", fates.delivered.distribution_id, mottagare=cast.MARIA)

    assert "redan avslutat" in answer.content.decode()


def test_many_tries_with_the_same_answer_are_told_once(console: Console, fates: Fates) -> None:
    leg = fates.waiting.legs.get()
    last = leg.events.last()
    assert last is not None
    for _ in range(20):
        last.pk = None
        last.save()

    page = console.page("letter", fates.waiting.distribution_id)

    assert "Däremellan 18 till likadana." in words(page)
    assert len(page.xpath("//*[contains(@class, 'step--wait')]")) == 3


def test_webhooks_of_a_letter_stand_in_its_life(console: Console, relay: Relay, settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    subscriptions.create_subscription({"url": "http://127.0.0.1:9/hook"})
    letter = relay.distribute(cast.MARIA)
    work()

    assert OutboxEvent.objects.exists()
    assert any("Webhook på väg till http://127.0.0.1:9/hook: levererad" in step for step in life(console, letter))


def test_a_notification_lists_its_recipients_and_shows_the_one_that_is_picked(
    console: Console, relay: Relay
) -> None:
    sent = relay.notify(cast.MARIA, cast.ARVID, cast.TOLVAN)
    work()

    page = console.page("letter", sent.distribution_id)
    assert len(page.xpath("//*[@class='recipient-row']")) == 3
    assert page.xpath("//*[@class='step__title']") == []

    picked = console.page("letter", sent.distribution_id, mottagare=cast.MARIA)
    assert "Kommun A till Maria Svensson" in words(picked, "//h1")
    assert "3 mottagare" in found(console)


def test_the_open_page_is_told_when_the_letter_moves(console: Console, relay: Relay) -> None:
    letter = relay.distribute(cast.MARIA)
    address = console.page("letter", letter.distribution_id).xpath("string(//*[@id='brevet']/@hx-get)")
    assert console.client.get(address).status_code == 204

    work()

    assert "Levererad" in console.client.get(address).content.decode()


def test_a_letter_that_is_not_there_is_not_found(console: Console, db: None) -> None:
    missing = "00000000-0000-0000-0000-000000000000"
    assert console.page("letter", missing, status=404) is not None
    assert console.do("letter-now", missing, mottagare=cast.MARIA).status_code == 404


def subjects(console: Console) -> list[str]:
    rows = console.page("letters").xpath("//*[@class='letter-row__subject']")
    return [str(row.text).strip() for row in rows]


def test_each_letter_is_named_by_its_subject(console: Console, relay: Relay) -> None:
    relay.distribute(cast.MARIA, relay.sender.text(subject="Beslut <nytt>"))
    relay.notify(cast.ARVID, cast.MARIA)
    relay.distribute(cast.ARVID, relay.sender.text(subject="Ett"), relay.sender.text(subject="Två"))

    assert subjects(console) == ["Ett", "Biblioteket har stängt", "Beslut <nytt>"]


def test_a_letter_from_before_subjects_were_kept_has_none(console: Console, relay: Relay) -> None:
    relay.distribute(cast.MARIA)
    Distribution.objects.update(subject="")

    assert subjects(console) == []
