"""The channel print, as the relay's loop calls it."""

import pytest

from formedlare import dispatch
from formedlare.channels import registry
from formedlare.channels.outcome import ChannelRefused, TryAgain
from formedlare.models import AttemptOutcome
from formedlare.models.channel import PRINT_LANE, PRINT_QUEUE_LANE
from infra import clock
from infra.pdf import reader
from infra.pdf.problems import PdfError, PdfProblem
from print_supplier import channel
from print_supplier.models import PrintLetter
from print_supplier.preparation import PATIENCE
from sender import compose
from tests import cast
from tests.infra.pdf import difficult
from tests.print_supplier.letters import DECEASED, State, text
from tests.print_supplier.pdf_files import attached
from tests.relay import Relay, leg_of, work


def test_the_print_lane_belongs_to_the_channel() -> None:
    assert registry.channel_of(PRINT_LANE) is channel.prepare_batch


def test_a_letter_that_is_taken_is_recorded_by_the_channel_itself(relay: Relay) -> None:
    accepted = relay.distribute(cast.TOLVAN, text(relay))
    dispatch.work_lane("lookup")
    leg = leg_of(accepted)

    batch = channel.prepare_batch([leg])
    outcome = batch.carry(leg)

    assert (outcome.meaning, outcome.is_recorded) == (AttemptOutcome.ACCEPTED, True)
    assert list(batch.legs) == [leg]
    assert leg_of(accepted).lane == PRINT_QUEUE_LANE


def test_a_letter_without_an_address_is_refused_with_the_reason(relay: Relay) -> None:
    accepted = relay.distribute(DECEASED, text(relay))
    dispatch.work_lane("lookup")
    leg = leg_of(accepted)

    with pytest.raises(ChannelRefused, match="the recipient has died"):
        channel.prepare_batch([leg]).carry(leg)

    assert not PrintLetter.objects.exists()


def test_a_busy_printer_lets_the_letter_wait_past_the_deadline_of_the_mailbox(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    def place(*_: object) -> reader.PlacedDocument:
        raise PdfError(PdfProblem.BUSY)

    monkeypatch.setattr(reader, "place_on_sheets", place)
    accepted = relay.distribute(cast.TOLVAN, text(relay, attached()))
    work()

    leg = leg_of(accepted)
    assert (leg.state, leg.lane) == (State.WAITING, PRINT_LANE)
    assert leg.reason.swedish == "skrivaren har fullt upp med andra brev"
    assert leg.deadline > clock.now() + PATIENCE * 0.9

    with pytest.raises(TryAgain):
        channel.prepare_batch([leg]).carry(leg)


def test_damaged_pages_of_an_attachment_are_named_in_the_history(relay: Relay) -> None:
    attachment = compose.AttachedFile("plan.pdf", difficult.one_bad_page())
    leg = leg_of(relay.distribute(cast.TOLVAN, text(relay, attachment)))
    work()

    event = leg.events.last()
    assert event is not None
    assert "skadade sidor i plan.pdf: 2; en upplysning står i deras ställe" in event.text.swedish
    assert "damaged pages in plan.pdf: 2; a notice stands in their place" in event.text.english
