"""From the channel switch to the print queue: who gets paper, why, and who does not."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from far.models import Account
from formedlare import dispatch
from formedlare.deliveries import retention
from formedlare.lanes import leases
from formedlare.models import ChannelRule, Content, Lane, Leg
from formedlare.models.channel import PRINT_QUEUE_LANE
from mailbox_operator.models import Mailbox
from print_supplier import runs
from print_supplier.models import PrintLetter
from print_supplier.preparation import enqueue_letter
from sender import compose
from testbed.world import channel_rules
from tests import cast
from tests.infra.message_rules.files import DOC
from tests.print_supplier.letters import BYNS_KRAFT, Later, State, queued, text
from tests.print_supplier.pdf_files import attached, encrypted, pages_of, pdf_of
from tests.relay import Relay, leg_of, work


def test_a_letter_to_somebody_without_a_mailbox_is_printed_and_says_by_which_rule_and_why(relay: Relay) -> None:
    accepted = relay.distribute(cast.TOLVAN, text(relay, attached()))
    work()
    assert relay.status(accepted) == [("Paper", "Pending")]

    runs.print_queued()

    assert relay.status(accepted) == [("Paper", "Delivered")]
    leg = leg_of(accepted)
    assert (leg.state, leg.rule) == (State.PRINTED, channel_rules.PERSONS)
    [passed] = leg.passed_over
    assert passed.channel == "mina_meddelanden"
    assert "ingen digital brevlåda" in passed.reason.swedish
    assert [event.state for event in leg.events.all()] == ["rerouted", "rerouted", "printed"]


def test_a_company_without_a_mailbox_gets_paper_as_secure_content_never_goes_by_email(relay: Relay) -> None:
    leg = queued(relay, BYNS_KRAFT)

    assert (leg.channel, leg.rule) == ("print", channel_rules.COMPANIES)
    assert [item.channel for item in leg.passed_over] == ["mina_meddelanden", "email"]
    assert "skyddsklass 2 och 3" in leg.passed_over[1].reason.on_wire
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
    assert [page.split("\n")[0] for page in rest] == ["beslut.pdf sida 1", "beslut.pdf sida 2"]


def test_an_attachment_that_does_not_bring_its_fonts_is_remarked_on(relay: Relay) -> None:
    remark = queued(relay, cast.TOLVAN, attached("beslut.pdf")).events.last()

    assert remark is not None
    swedish, english = remark.text
    assert swedish.startswith("i utskriftskön: 2 blad, C5, ")
    assert "inte inbäddade i beslut.pdf (Helvetica)" in swedish
    assert "not embedded in beslut.pdf (Helvetica)" in english
    assert "font" not in queued(relay).events.last().text.english  # type: ignore[union-attr]  # it is there, or the test fails


def test_a_notification_is_printed_too(relay: Relay) -> None:
    accepted = relay.notify(
        cast.TOLVAN, text=compose.MessageText("Lånetiden går ut", "Lämna tillbaka boken på måndag.")
    )
    work()

    assert leg_of(accepted).lane == PRINT_QUEUE_LANE
    [page] = pages_of(pdf_of(leg_of(accepted)))
    assert "Lånetiden går ut\nLämna tillbaka boken på måndag." in page


@pytest.mark.parametrize(
    ("attachment", "why"),
    [
        (compose.AttachedFile("trasig.pdf", b"%PDF-1.7"), "trasig.pdf är ingen hel PDF"),
        (compose.AttachedFile("last.pdf", encrypted()), "last.pdf är krypterad"),
        (compose.AttachedFile("tid.ics", b"BEGIN:VCALENDAR", "text/calendar"), "tid.ics (text/calendar)"),
        (compose.AttachedFile("brev.doc", DOC, "application/msword"), "brev.doc (application/msword)"),
    ],
)
def test_a_file_that_cannot_be_printed_is_named(attachment: compose.AttachedFile, why: str, relay: Relay) -> None:
    leg = queued(relay, cast.TOLVAN, attachment)

    assert leg.state == State.FAILED
    assert why in leg.passed_over[-1].reason.on_wire


def test_a_wrong_checksum_and_an_empty_body_do_not_keep_a_letter_from_paper(relay: Relay) -> None:
    delivery = relay.sender.delivery(cast.TOLVAN, text(relay, attached(), body=" "))
    delivery.message[0].attachment[0].checksum = "0" * 32

    leg = leg_of(relay.distribute_delivery(delivery))
    work()

    leg.refresh_from_db()
    assert leg.lane == PRINT_QUEUE_LANE
    assert len(leg.distribution.warnings) == 2


def test_a_notification_that_is_no_text_does_not_go_on_paper(relay: Relay) -> None:
    leg = leg_of(relay.notify(cast.TOLVAN, text=text(relay, body="%PDF-1.7", body_type="application/pdf")))
    work()

    leg.refresh_from_db()
    assert leg.state == State.FAILED
    assert "typ är application/pdf" in leg.passed_over[-1].reason.on_wire


def test_a_letter_that_is_too_heavy_is_refused_with_its_sheets(relay: Relay) -> None:
    leg = queued(relay, cast.TOLVAN, attached(pages=200))

    assert "på 101 blad, och det största kuvertet rymmer 90" in leg.passed_over[-1].reason.on_wire


def test_what_waits_to_be_printed_is_left_alone(relay: Relay, later: Later) -> None:
    leg = queued(relay)
    assert (leg.lane, leg.order_key, leg.claimed_by) == (PRINT_QUEUE_LANE, None, "")
    assert leases.lanes_with_work() == []

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


def test_a_letter_that_is_queued_twice_is_one_letter(relay: Relay) -> None:
    leg = queued(relay)
    before = leg.events.count()

    enqueue_letter(leg)
    enqueue_letter(Leg.objects.get(pk=leg.pk))

    assert PrintLetter.objects.count() == 1
    assert leg.events.count() == before


def test_a_leg_that_somebody_else_has_moved_meanwhile_is_not_queued(relay: Relay) -> None:
    accepted = relay.distribute(cast.TOLVAN, text(relay))
    dispatch.work_lane("lookup")
    stale = leg_of(accepted)
    Leg.objects.filter(pk=stale.pk).update(claimed_by="another")

    enqueue_letter(stale)

    assert not PrintLetter.objects.exists()
    assert leg_of(accepted).lane == "print"


def test_the_senders_own_rule_decides(relay: Relay) -> None:
    ChannelRule.objects.create(sender="162021004748", position=1, name="Bara papper", channels=["print"])

    leg = queued(relay, cast.MARIA)

    assert (leg.rule, leg.passed_over, leg.lane) == ("Bara papper", [], PRINT_QUEUE_LANE)


def test_the_content_is_kept_as_long_as_the_letter_waits(relay: Relay, later: Later, settings: Settings) -> None:
    leg = queued(relay)
    later(timedelta(hours=settings.RELAY_KEEP_HOURS * 3))

    retention.delete_contents()

    assert Content.objects.filter(distribution=leg.distribution_id).exists()
