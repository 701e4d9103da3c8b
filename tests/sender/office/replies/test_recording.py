"""A reply is stored with the end of its letter, and one that cannot be written stops no other."""

from datetime import UTC, datetime

import pytest
from pytest_django.fixtures import Settings

from formedlare import legs
from formedlare.models import Distribution, Leg, Obstacle, PassedOver
from infra.texts import Text
from sender.office import tasks
from sender.office.models import OfficeMail, OfficeReply, OfficeSender
from tests import cast
from tests.infra.outbox.receiver import Receiver
from tests.sender.office.conftest import CLERK, TO_MARIA, Office, written
from tests.sender.office.replies.bounces import WHY

TO_ARVID = f"{cast.ARVID}@mm.local"
UNWRITABLE = datetime(9999, 12, 31, 23, 30, tzinfo=UTC)
"""No calendar has this moment in Swedish time, so no reply can say it."""


def send_to_both(office: Office) -> list[Leg]:
    """One mail to two recipients; the legs of its letters."""
    assert office.send(written(), TO_MARIA, TO_ARVID)[0] == 250
    return list(Leg.objects.select_related("distribution").order_by("pk"))


def fail_all(ended: list[Leg]) -> None:
    passed = [PassedOver("mina_meddelanden", Obstacle.SENDER_NOT_ACCEPTED.value, WHY)]
    legs.move_legs(ended, Leg.State.FAILED, reason=WHY, passed_over=passed)


def test_letters_that_fail_together_have_a_bounce_each(office: Office) -> None:
    fail_all(send_to_both(office))

    assert OfficeReply.objects.filter(kind="bounce", state="due").count() == 2


def test_a_reply_that_cannot_be_written_is_kept_with_its_problem_and_the_others_are_due(office: Office) -> None:
    ended = send_to_both(office)
    OfficeMail.objects.filter(recipient=cast.MARIA).update(received_at=UNWRITABLE)

    fail_all(ended)

    assert set(Leg.objects.values_list("state", flat=True)) == {"failed"}
    bad, good = _by_recipient()
    assert (bad.state, good.state) == ("failed", "due")
    assert "OverflowError" in bad.last_error.on_wire
    assert "could not be written" in bad.last_error.on_wire
    assert "Brevet kom inte fram." in good.text


def _by_recipient() -> tuple[OfficeReply, OfficeReply]:
    """The reply about Maria's letter, and the one about Arvid's."""
    return (
        OfficeReply.objects.get(mail__recipient=cast.MARIA),
        OfficeReply.objects.get(mail__recipient=cast.ARVID),
    )


def test_a_bounce_keeps_why_in_both_languages(office: Office) -> None:
    office.send(written())
    fail_all(list(Leg.objects.select_related("distribution")))

    assert OfficeReply.objects.get().reason == Text(
        "- Mina meddelanden: mottagaren tar inte emot avsändaren",
        "- Mina meddelanden: the recipient does not accept the sender",
    )


def test_a_receipt_has_no_reason(office: Office) -> None:
    OfficeSender.objects.filter(address=CLERK).update(receipts=True)
    office.send(written())

    legs.finish_leg(_on_its_way(), Leg.State.DELIVERED)

    reply = OfficeReply.objects.get()
    assert (reply.kind, bool(reply.reason), reply.printed) == ("receipt", False, False)


def _on_its_way() -> Leg:
    leg = Leg.objects.select_related("distribution").get()
    legs.move_legs([leg], Leg.State.LOOKED_UP)
    legs.move_legs([leg], Leg.State.SENDING)
    return leg


@pytest.mark.parametrize("state", [Leg.State.WAITING, Leg.State.REROUTED, Leg.State.LOOKED_UP])
def test_a_letter_that_goes_on_makes_no_reply(office: Office, state: Leg.State) -> None:
    office.send(written())

    legs.move_legs([Leg.objects.select_related("distribution").get()], state)

    assert not OfficeReply.objects.exists()


def test_letters_of_other_ways_that_end_beside_it_make_none(office: Office) -> None:
    mine, other = send_to_both(office)
    Distribution.objects.filter(pk=other.distribution_id).update(origin="soap")
    other.distribution.refresh_from_db()

    fail_all([mine, other])

    assert list(OfficeReply.objects.values_list("mail__recipient", flat=True)) == [mine.recipient]


def test_a_reply_that_no_e_mail_can_be_made_of_is_given_up_and_the_others_are_sent(
    office: Office, mail_server: Receiver, settings: Settings
) -> None:
    settings.EMAIL_ALLOWED = ["@kommun-a.example"]
    fail_all(send_to_both(office))
    OfficeReply.objects.filter(mail__recipient=cast.MARIA).update(address="two\nlines@kommun-a.example")

    tasks.sweep_replies()

    bad, good = _by_recipient()
    assert (bad.state, bad.left_the_simulator) == ("failed", False)
    assert "No e-mail can be written of the reply" in bad.last_error.on_wire
    assert (good.state, good.left_the_simulator) == ("sent", True)
    assert mail_server.recipients == [CLERK]
