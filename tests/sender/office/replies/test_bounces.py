"""A letter that cannot go anywhere comes back, with why and what to do."""

import pytest

from formedlare import legs
from formedlare.models import Leg, Obstacle, PassedOver
from infra.texts import Text
from print_supplier.address_lookup import Status, no_address_error
from sender.office.models import OfficeReply
from sender.office.replies import report
from tests import cast
from tests.relay import work
from tests.sender.office.conftest import CLERK, TO_MARIA, Office, written
from tests.sender.office.replies.bounces import WHY, fail, headers_of, parsed


def test_a_letter_that_cannot_go_anywhere_comes_back_with_why_and_what_to_do(office: Office) -> None:
    mail = written()
    office.send(mail)

    bounce = parsed(report.write_report(fail()))

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


def bounced_from_print(reason: Text, code: Obstacle = Obstacle.OTHER) -> str:
    """What the bounce says when neither mailbox nor paper could carry the letter."""
    leg = Leg.objects.select_related("distribution").get()
    passed = [
        PassedOver("mina_meddelanden", Obstacle.SENDER_NOT_ACCEPTED.value, WHY),
        PassedOver("print", code.value, reason),
    ]
    legs.finish_leg(leg, Leg.State.FAILED, reason=reason, passed_over=passed)
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

    refusal = no_address_error(status)
    words = bounced_from_print(refusal.text, refusal.obstacle)

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

    words = bounced_from_print(Text("brevet har 90 blad", "the letter has 90 sheets"))

    assert "på papper" not in words
    assert "on paper" not in words
    assert "Är numret fel?" in words


def test_who_advises_paper_warns_of_protected_identities(office: Office) -> None:
    office.send(written())

    words = fail().text

    assert "Skicka det på papper" in words
    assert "personuppgifter får det bara gå genom Skatteverkets postförmedling" in words


def test_letters_that_came_another_way_make_no_mail(office: Office, kommun_a: cast.Sender) -> None:
    office.send(written())
    Leg.objects.get().distribution.__class__.objects.update(origin="soap")
    leg = Leg.objects.select_related("distribution").get()

    legs.finish_leg(leg, Leg.State.FAILED)

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


@pytest.mark.parametrize(
    ("subject", "message_id"),
    [("å" * 255, "<x@y>"), ("Rad | med streck {och} %s", "<ö@y>"), ("x", "<" + "x" * 900 + "@y>")],
)
def test_odd_mails_make_bounces_too(office: Office, subject: str, message_id: str) -> None:
    head = f"From: {CLERK}\r\nSubject: {subject}\r\nMessage-ID: {message_id}\r\n\r\nHej\r\n"
    assert office.send(head.encode())[0] == 250

    bounce = parsed(report.write_report(fail(Text("x" * 3000, "y"))))

    assert subject[:100] in bounce["Subject"]
