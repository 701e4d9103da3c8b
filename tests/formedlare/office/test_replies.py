"""What goes back: a bounce that says why, a receipt where one is wanted; to people, and never in circles."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from formedlare import legs
from formedlare.channels import ChannelRefused
from formedlare.models import Leg
from formedlare.office import tasks
from formedlare.office.models import OfficeMail, OfficeReply, OfficeSender
from formedlare.office.replies import outcome, report
from formedlare.printing.addresses import NO_LETTER, Status
from infra.carrier import rounds
from tests import cast
from tests.announcements.mail_server import Receiver
from tests.formedlare.conftest import later, work
from tests.formedlare.office.conftest import CLERK, TO_MARIA, Office, written

__all__ = ["later"]

WHY = "mottagaren tar inte emot avsändaren | the recipient does not accept the sender"


def fail(reason: str = WHY) -> OfficeReply:
    """The letter of the only mail cannot be delivered, says the relay."""
    leg = Leg.objects.select_related("distribution").get()
    passed = [{"channel": "mina_meddelanden", "reason": reason}]
    legs.finish(leg, Leg.State.FAILED, reason=reason, passed_over=passed)
    return OfficeReply.objects.get()


def parsed(octets: bytes) -> EmailMessage:
    return message_from_bytes(octets, policy=default)


def headers_of(part: Message) -> list[Message]:
    found = part.get_payload()
    assert isinstance(found, list)
    return [item for item in found if isinstance(item, Message)]


def test_a_letter_that_cannot_go_anywhere_comes_back_with_why_and_what_to_do(office: Office) -> None:
    mail = written()
    office.send(mail)

    bounce = parsed(report.written(fail()))

    assert bounce["To"] == CLERK
    assert bounce["Subject"] == "Kom inte fram: Beslut om förskoleplats | Undeliverable"
    assert bounce["In-Reply-To"] == mail["Message-ID"]
    people, programs, about = bounce.iter_parts()
    words = people.get_content()
    assert "- Mina meddelanden: mottagaren tar inte emot avsändaren" in words
    assert "- Mina meddelanden: the recipient does not accept the sender" in words
    assert "Gör så här" in words
    assert "What to do" in words
    assert TO_MARIA in words
    assert "förskolan" not in words
    whole, one = headers_of(programs)
    assert bounce.get_param("report-type") == "delivery-status"
    assert whole["Reporting-MTA"] == "dns; localhost"
    assert (one["Final-Recipient"], one["Action"], one["Status"]) == (f"rfc822; {TO_MARIA}", "failed", "5.0.0")
    assert "does not accept the sender" in one["Diagnostic-Code"]
    assert mail["Message-ID"] in about.get_content()


def test_a_recipient_without_a_mailbox_makes_a_bounce_where_nothing_may_be_printed(office: Office) -> None:
    from formedlare.models import ChannelRule

    ChannelRule.objects.create(
        sender="162021004748", position=1, name="Bara digitalt", channels=["mina_meddelanden"]
    )
    office.send(written(), f"{cast.TOLVAN}@mm.local")

    work()

    assert OfficeReply.objects.get().kind == "bounce"
    assert "ingen digital brevlåda" in OfficeReply.objects.get().text


def bounced_from_print(reason: str) -> str:
    """What the bounce says when neither mailbox nor paper could carry the letter."""
    leg = Leg.objects.select_related("distribution").get()
    passed = [{"channel": "mina_meddelanden", "reason": WHY}, {"channel": "print", "reason": reason}]
    legs.finish(leg, Leg.State.FAILED, reason=reason, passed_over=passed)
    return OfficeReply.objects.get().text


@pytest.mark.parametrize(
    ("status", "swedish", "english"),
    [
        (Status.PROTECTED_IDENTITY, "genom Skatteverkets postförmedling", "Never send it by ordinary post"),
        (Status.DECEASED, "Skriv till dödsboet", "Write to the estate"),
        (Status.NOT_REGISTERED, "Numret finns inte. Kontrollera det", "no such number. Check it"),
    ],
)
def test_what_to_do_depends_on_why_nothing_could_be_sent(
    office: Office, status: Status, swedish: str, english: str
) -> None:
    office.send(written())

    words = bounced_from_print(ChannelRefused(*NO_LETTER[status]).reason)

    assert swedish in words
    assert english in words
    assert "på papper" not in words
    assert "on paper" not in words


def test_a_letter_to_an_agency_says_that_agencies_have_no_mailbox(office: Office) -> None:
    office.send(written(), "162021004748@mm.local")

    work()

    words = OfficeReply.objects.get().text
    assert "en myndighet, en kommun eller en samfällighet" in words
    assert "kan\n  inte ha någon brevlåda" in words
    assert "can have no mailbox" in words
    assert "- Numret finns inte." not in words


def test_paper_is_advised_only_where_it_was_not_tried(office: Office) -> None:
    office.send(written())

    words = bounced_from_print("brevet har 90 blad | the letter has 90 sheets")

    assert "på papper" not in words
    assert "on paper" not in words
    assert "Är numret fel?" in words


def test_who_advises_paper_warns_of_protected_identities(office: Office) -> None:
    office.send(written())

    words = fail().text

    assert "Skicka det på papper" in words
    assert "personuppgifter får det bara gå genom Skatteverkets postförmedling" in words


def test_a_letter_that_arrives_makes_a_receipt_only_where_one_is_wanted(office: Office) -> None:
    office.send(written())
    work()
    assert not OfficeReply.objects.exists()

    OfficeSender.objects.filter(address=CLERK).update(receipts=True)
    office.send(written())
    work()

    receipt = parsed(report.written(OfficeReply.objects.get()))
    _, one = headers_of(list(receipt.iter_parts())[1])
    assert receipt["Subject"].startswith("Framme: ")
    assert one["Action"] == "delivered"


def test_a_letter_that_goes_on_paper_makes_a_receipt_when_it_is_printed(office: Office) -> None:
    OfficeSender.objects.filter(address=CLERK).update(receipts=True)
    office.send(written(), f"{cast.TOLVAN}@mm.local")
    work()
    assert not OfficeReply.objects.exists()

    call_command("print_run", stdout=StringIO())

    receipt = OfficeReply.objects.get()
    assert receipt.printed
    assert "skrivits ut" in receipt.text


def test_letters_that_came_another_way_make_no_mail(office: Office, kommun_a: cast.Sender) -> None:
    office.send(written())
    Leg.objects.get().distribution.__class__.objects.update(origin="soap")
    leg = Leg.objects.select_related("distribution").get()

    legs.finish(leg, Leg.State.FAILED)

    assert not OfficeReply.objects.exists()


def test_a_bounce_and_the_failure_become_true_together(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.send(written())

    def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(OfficeReply.objects, "bulk_create", broken)
        with pytest.raises(OSError, match="disk full"):
            fail()

    assert Leg.objects.get().state == "received"
    assert fail().kind == "bounce"


def test_without_a_mail_server_it_is_kept_and_can_be_looked_at(office: Office) -> None:
    office.send(written())
    fail()

    tasks.sweep()

    reply = OfficeReply.objects.get()
    assert (reply.state, reply.left_the_simulator) == ("sent", False)
    shown = StringIO()
    call_command("office_mail", stdout=shown)
    assert "bounce kept here" in shown.getvalue()
    assert cast.MARIA not in shown.getvalue()
    call_command("office_mail", "--reply", str(reply.mail_id), stdout=shown)
    assert "multipart/report" in shown.getvalue()
    with pytest.raises(CommandError):
        call_command("office_mail", "--reply", "0")


def test_it_leaves_from_nobody_so_that_nobody_answers_it(
    office: Office, mail_server: Receiver, settings: Settings
) -> None:
    settings.EMAIL_ALLOWED = ["@kommun-a.example"]
    office.send(written())
    reply = fail()

    tasks.send_replies([reply.mail_id])
    tasks.send_replies([reply.mail_id])
    tasks.sweep()

    assert [envelope.mail_from for envelope in mail_server.envelopes] == ["<>"]
    assert mail_server.recipients == [CLERK]
    letter = mail_server.letters[0]
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["X-Auto-Response-Suppress"] == "All"
    assert OfficeReply.objects.get().left_the_simulator


def test_what_leaves_is_not_taken_when_it_comes_back(office: Office) -> None:
    office.send(written())
    octets = report.written(fail())

    assert office.send(octets, sender="")[0] == 550
    assert office.send(octets)[0] == 550
    assert OfficeMail.objects.count() == 1


def test_addresses_that_are_not_allowed_get_no_real_mail(office: Office, mail_server: Receiver) -> None:
    office.send(written())
    fail()

    tasks.sweep()

    assert mail_server.envelopes == []
    assert OfficeReply.objects.get().state == "sent"


def test_mail_that_a_program_wrote_is_not_answered(
    office: Office, mail_server: Receiver, settings: Settings
) -> None:
    settings.EMAIL_ALLOWED = [CLERK]
    mail = written()
    mail["Auto-Submitted"] = "auto-generated"
    office.send(mail)
    fail()

    tasks.sweep()

    assert mail_server.envelopes == []
    assert OfficeReply.objects.get().state == "sent"


def test_a_mail_server_that_is_away_gets_it_when_it_is_back(
    office: Office, mail_server: Receiver, settings: Settings, later: Callable[[timedelta], None]
) -> None:
    settings.EMAIL_ALLOWED = [CLERK]
    mail_server.answers.append("451 later")
    office.send(written())
    fail()

    tasks.sweep()
    assert OfficeReply.objects.get().state == "due"
    tasks.sweep()
    assert mail_server.recipients == []
    later(rounds.PAUSES[0])
    tasks.sweep()

    assert mail_server.recipients == [CLERK]


def test_what_a_mail_server_refuses_for_good_is_not_tried_again(
    office: Office, mail_server: Receiver, settings: Settings, later: Callable[[timedelta], None]
) -> None:
    settings.EMAIL_ALLOWED = [CLERK]
    mail_server.answers.append("550 nobody here")
    office.send(written())
    fail()

    tasks.sweep()
    later(timedelta(days=1))
    tasks.sweep()

    reply = OfficeReply.objects.get()
    assert (reply.state, mail_server.recipients) == ("failed", [])
    assert "550 nobody here" in reply.last_error


def test_a_sender_that_died_in_the_middle_is_not_followed_by_another(
    office: Office, mail_server: Receiver, settings: Settings, later: Callable[[timedelta], None]
) -> None:
    settings.EMAIL_ALLOWED = [CLERK]
    office.send(written())
    fail()
    OfficeReply.objects.update(state="sending")

    later(timedelta(hours=1))
    tasks.sweep()

    assert mail_server.envelopes == []
    assert OfficeReply.objects.get().state == "failed"


@pytest.mark.parametrize(
    ("subject", "message_id"),
    [("å" * 255, "<x@y>"), ("Rad | med streck {och} %s", "<ö@y>"), ("x", "<" + "x" * 900 + "@y>")],
)
def test_odd_mails_make_bounces_too(office: Office, subject: str, message_id: str) -> None:
    head = f"From: {CLERK}\r\nSubject: {subject}\r\nMessage-ID: {message_id}\r\n\r\nHej\r\n"
    assert office.send(head.encode())[0] == 250

    bounce = parsed(report.written(fail("x" * 3000 + " | y")))

    assert subject[:100] in bounce["Subject"]


def test_the_queue_is_told_when_it_is_true(office: Office, django_capture_on_commit_callbacks: object) -> None:
    told: list[int] = []
    office.send(written())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outcome._hints, "add", lambda *ids: told.extend(ids))
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            reply = fail()
            assert told == []

    assert told == [reply.mail_id]
