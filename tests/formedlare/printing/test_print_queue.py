"""From the channel switch to the print queue: who gets paper, why, and who does not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from contracts import population_register
from far.models import Account, Dispatcher, Person
from formedlare import dispatch
from formedlare.channels import PRINT_QUEUE_LANE, ChannelRefused
from formedlare.lanes import claims, retention
from formedlare.models import ChannelRule, Content, Lane, Leg
from formedlare.printing import addresses, queue, runs
from formedlare.printing.models import PrintLetter
from formedlare.sending import compose
from infra.soap import client, envelope
from infra.xmlsig import for_wire
from mailbox_operator.models import Mailbox
from testbed import channels
from tests import cast
from tests.formedlare.conftest import DISTRIBUTE, SIGNED_DELIVERY, Relay, leg_of, work
from tests.formedlare.printing.papers import attached, encrypted, pages_of, pdf_of, words_on

PROTECTED, DECEASED, BYNS_KRAFT, NOBODY = "199601012397", "193801029202", "165560000027", "197706022394"
State = Leg.State
Later = Callable[[timedelta], None]


def text(relay: Relay, *enclosures: compose.Enclosure, **changes: object) -> compose.Text:
    return relay.sender.text(enclosures=list(enclosures), **changes)


def queued(relay: Relay, to: str = cast.TOLVAN, *enclosures: compose.Enclosure) -> Leg:
    accepted = relay.distribute(to, text(relay, *enclosures))
    work()
    return leg_of(accepted)


def test_a_letter_to_somebody_without_a_mailbox_is_printed_and_says_by_which_rule_and_why(relay: Relay) -> None:
    accepted = relay.distribute(cast.TOLVAN, text(relay, attached()))
    work()
    assert relay.status(accepted) == [("Paper", "Pending")]

    runs.print_queued()

    assert relay.status(accepted) == [("Paper", "Delivered")]
    leg = leg_of(accepted)
    assert (leg.state, leg.rule) == (State.PRINTED, channels.PERSONS)
    [passed] = leg.passed_over
    assert passed["channel"] == "mina_meddelanden"
    assert "ingen digital brevlåda" in passed["reason"]
    assert [event.state for event in leg.events.all()] == ["rerouted", "rerouted", "printed"]


def test_a_company_without_a_mailbox_gets_paper_as_secure_content_never_goes_by_email(relay: Relay) -> None:
    leg = queued(relay, BYNS_KRAFT)

    assert (leg.channel, leg.rule) == ("print", channels.COMPANIES)
    assert [item["channel"] for item in leg.passed_over] == ["mina_meddelanden", "email"]
    assert "skyddsklass 2 och 3" in leg.passed_over[1]["reason"]
    assert leg.print_letter.address[0] == "Byns Kraft ekonomisk förening"


def test_the_letter_lies_ready_with_address_pages_weight_and_cost(relay: Relay) -> None:
    leg = queued(relay, cast.TOLVAN, attached(pages=3))

    letter = leg.print_letter
    assert letter.address == ["Tolvan Tolvansson", "Gamla vägen 12", "123 47  EXEMPELSTAD"]
    assert (letter.pages, letter.sheets, letter.envelope) == (4, 3, "C5")
    assert letter.weight_grams == 7 + 3 * 5
    assert (letter.postage_ore, letter.envelope_ore, letter.sheets_ore) == (1150, 70, 180)
    assert letter.cost_ore == 1400


def test_what_is_printed_is_what_was_sent(relay: Relay) -> None:
    leg = queued(relay, cast.TOLVAN, attached("beslut.pdf", 2))

    first, blank, *rest = pages_of(pdf_of(leg))
    for words in (
        "Kommun A",
        "Tolvan Tolvansson",
        "Beslut om förskoleplats",
        "Du har fått ett beslut",
        "beslut.pdf",
    ):
        assert words in first
    assert "Kontakta vår kundtjänst" in first
    assert blank == ""
    assert [page.strip() for page in rest] == ["beslut.pdf sida 1", "beslut.pdf sida 2"]


def test_attention_stands_in_the_address(relay: Relay) -> None:
    content = relay.sender.delivery(BYNS_KRAFT, text(relay))
    content.header.attention = "Mattias Falk"
    signed = compose.signed(content, relay.sender.identity)
    relay.hand_over(envelope.wrap(for_wire(signed, wrapper=DISTRIBUTE, argument=SIGNED_DELIVERY)))
    work()

    letter = PrintLetter.objects.get()
    assert letter.address[1] == "Att: Mattias Falk"
    assert any("Att: Mattias Falk" in word.text for word in words_on(pdf_of(letter.leg)))


def test_a_notification_is_printed_too(relay: Relay) -> None:
    accepted = relay.notify(cast.TOLVAN, text=compose.Text("Lånetiden går ut", "Lämna tillbaka boken på måndag."))
    work()

    assert leg_of(accepted).lane == PRINT_QUEUE_LANE
    [page] = pages_of(pdf_of(leg_of(accepted)))
    assert "Lånetiden går ut\nLämna tillbaka boken på måndag." in page


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (PROTECTED, "skyddade personuppgifter"),
        (DECEASED, "avliden"),
        (NOBODY, "varken i folkbokföringen eller i Bolagsverkets register"),
    ],
)
def test_who_has_no_address_gets_no_letter_and_the_sender_is_told_why(number: str, why: str, relay: Relay) -> None:
    accepted = relay.distribute(number, text(relay))
    work()

    leg = leg_of(accepted)
    assert leg.state == State.FAILED
    assert leg.passed_over[-1]["channel"] == "print"
    assert why in leg.passed_over[-1]["reason"]
    assert relay.status(accepted) == [("Not", "DeliveryFailed")]
    assert not PrintLetter.objects.exists()


def test_a_protected_persons_address_is_nowhere(relay: Relay) -> None:
    Person.objects.filter(number=PROTECTED).update(street="Hemliga vägen 1", postal_code="12345", city="Provby")

    leg = queued(relay, PROTECTED)

    said = f"{leg.reason} {leg.passed_over} {[event.words for event in leg.events.all()]}"
    assert "Hemliga" not in said
    assert not PrintLetter.objects.exists()


def test_a_person_without_a_street_is_not_written_to(relay: Relay) -> None:
    Person.objects.filter(number=cast.TOLVAN).update(street="")

    assert "ingen fullständig postadress" in queued(relay).passed_over[-1]["reason"]


@pytest.mark.parametrize(
    ("enclosure", "why"),
    [
        (compose.Enclosure("trasig.pdf", b"%PDF-1.7"), "trasig.pdf är ingen hel PDF"),
        (compose.Enclosure("last.pdf", encrypted()), "last.pdf är krypterad"),
        (compose.Enclosure("tid.ics", b"BEGIN:VCALENDAR", "text/calendar"), "tid.ics (text/calendar)"),
        (compose.Enclosure("brev.doc", b"x", "application/msword"), "brev.doc (application/msword)"),
    ],
)
def test_a_file_that_cannot_be_printed_is_named(enclosure: compose.Enclosure, why: str, relay: Relay) -> None:
    leg = queued(relay, cast.TOLVAN, enclosure)

    assert leg.state == State.FAILED
    assert why in leg.passed_over[-1]["reason"]


def test_a_letter_that_is_too_heavy_is_refused_with_its_sheets(relay: Relay) -> None:
    leg = queued(relay, cast.TOLVAN, attached(pages=200))

    assert "på 101 blad, och det största kuvertet rymmer 90" in leg.passed_over[-1]["reason"]


def test_what_waits_to_be_printed_is_left_alone(relay: Relay, later: Later) -> None:
    leg = queued(relay)
    assert (leg.lane, leg.order_key, leg.claimed_by) == (PRINT_QUEUE_LANE, None, "")
    assert claims.lanes_with_work() == []

    later(timedelta(days=3))
    dispatch.give_up_overdue()
    work()

    leg.refresh_from_db()
    assert (leg.lane, leg.state) == (PRINT_QUEUE_LANE, State.REROUTED)
    assert not Lane.objects.filter(name=PRINT_QUEUE_LANE).exists()


def test_later_letters_do_not_wait_for_the_paper(relay: Relay) -> None:
    queued(relay)
    arvids = Mailbox.objects.get(holder=cast.ARVID)
    Mailbox.objects.create(operator=arvids.operator, holder=cast.TOLVAN, opened_at=arvids.opened_at)
    Account.objects.create(
        recipient=cast.TOLVAN,
        supplier=Account.objects.get(recipient=cast.ARVID).supplier,
        registered_at=arvids.opened_at,
    )

    accepted = relay.distribute(cast.TOLVAN, text(relay, subject="Nu i brevlådan"))
    cache.clear()
    work()

    assert leg_of(accepted).state == State.DELIVERED


def test_put_twice_is_one_letter(relay: Relay) -> None:
    leg = queued(relay)
    before = leg.events.count()

    queue.put(leg)
    queue.put(Leg.objects.get(pk=leg.pk))

    assert PrintLetter.objects.count() == 1
    assert leg.events.count() == before


def test_a_leg_that_somebody_else_has_moved_meanwhile_is_not_put(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = relay.distribute(cast.TOLVAN, text(relay))
    monkeypatch.setattr(queue, "put", lambda _leg: None)
    dispatch.work("lookup")
    monkeypatch.undo()
    stale = leg_of(accepted)
    Leg.objects.filter(pk=stale.pk).update(claimed_by="another")

    queue.put(stale)

    assert not PrintLetter.objects.exists()
    assert leg_of(accepted).lane == "print"


def test_a_register_that_does_not_answer_lets_letters_wait_past_the_deadline_of_the_mailbox(
    relay: Relay, monkeypatch: pytest.MonkeyPatch, later: Later
) -> None:
    real = client.call

    def down(address: str, *args: object, **kwargs: object) -> object:
        if address.endswith("PopulationRegister"):
            raise client.CallFailed("förbindelsen bröts", "connection refused")
        return real(address, *args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(client, "call", down)
    accepted = relay.distribute(cast.TOLVAN, text(relay))
    later(timedelta(hours=23, minutes=59))
    dispatch.work("lookup")
    later(timedelta(minutes=2))
    work()
    leg = leg_of(accepted)
    assert (leg.state, leg.lane) == (State.WAITING, "print")
    assert "folkbokföringsregistret svarade inte" in leg.reason

    monkeypatch.setattr(client, "call", real)
    later(timedelta(hours=1))
    work()

    leg.refresh_from_db()
    assert (leg.state, leg.lane, leg.reason) == (State.REROUTED, PRINT_QUEUE_LANE, "")


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Whom each question to the population register asked for."""
    asked: list[list[str]] = []
    real = client.call

    def watched(address: str, question: object, *args: object, **kwargs: object) -> object:
        if isinstance(question, population_register.GetPostalAddresses):
            asked.append(list(question.recipient_id))
        return real(address, question, *args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(client, "call", watched)
    return asked


def test_letters_that_are_made_ready_together_ask_the_register_once(
    relay: Relay, questions: list[list[str]]
) -> None:
    addressees = [cast.TOLVAN, PROTECTED, BYNS_KRAFT] + [cast.TOLVAN] * 13
    accepted = [relay.distribute(to, text(relay)) for to in addressees]
    dispatch.work("lookup")
    Leg.objects.update(order_key=None)

    dispatch.work("print")

    assert [set(question) for question in questions] == [set(addressees)]
    assert {leg_of(item).state for item in accepted} == {State.REROUTED, State.FAILED}
    assert PrintLetter.objects.count() == 15


def test_a_question_that_is_refused_for_one_recipient_is_asked_for_each(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = [relay.distribute(to, text(relay)) for to in (cast.TOLVAN, BYNS_KRAFT)]
    real = addresses._answers

    def refusing(recipients: list[str]) -> object:
        if BYNS_KRAFT in recipients:
            raise ChannelRefused("fel nummer", "wrong number")
        return real(recipients)

    monkeypatch.setattr(addresses, "_answers", refusing)
    work()

    good, bad = (leg_of(item) for item in accepted)
    assert (good.state, good.lane) == (State.REROUTED, PRINT_QUEUE_LANE)
    assert (bad.state, bad.reason) == (State.FAILED, "fel nummer | wrong number")


def test_a_register_that_refuses_the_relay_says_why(relay: Relay) -> None:
    accepted = relay.distribute(cast.TOLVAN, text(relay))
    dispatch.work("lookup")
    Dispatcher.objects.filter(organisation="165569999047").update(suspended=True)

    with pytest.raises(ChannelRefused, match="refuses the question: 165569999047 is no actor"):
        queue.put(leg_of(accepted))


def test_the_senders_own_rule_decides(relay: Relay) -> None:
    ChannelRule.objects.create(sender="162021004748", position=1, name="Bara papper", channels=["print"])

    leg = queued(relay, cast.MARIA)

    assert (leg.rule, leg.passed_over, leg.lane) == ("Bara papper", [], PRINT_QUEUE_LANE)


def test_the_content_is_kept_as_long_as_the_letter_waits(relay: Relay, later: Later, settings: Settings) -> None:
    leg = queued(relay)
    later(timedelta(hours=settings.RELAY_KEEP_HOURS * 3))

    retention.forget_contents()

    assert Content.objects.filter(distribution=leg.distribution_id).exists()
