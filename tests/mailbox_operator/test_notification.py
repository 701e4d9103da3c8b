"""What notify takes, forwards and remembers: SOAP bytes in, rows, SMS and answers out."""

import dataclasses

from lxml import etree

from contracts import service_v3
from contracts.codec import to_element
from far.models import Account, SenderChoice
from far.models import Sender as RegisteredSender
from infra import clock
from infra.pki import store
from infra.soap.messages import envelope
from infra.xmlsig import for_wire
from mailbox_operator import sending
from mailbox_operator.models import Announcement, Delivery, Mailbox, Message
from sender import compose
from tests import cast
from tests.cast import ARVID, MARIA, TOLVAN, Sender
from tests.mailbox_operator.test_reception import nothing_is_stored
from tests.notification_parts import compose_email, compose_sms

KIVRAS = "198301012392"
SERVICE = "{http://minameddelanden.gov.se/schema/Service/v3}"
NOTIFY = f"{SERVICE}notify"


def announced(holder: str = MARIA) -> dict[str, Announcement]:
    return {row.channel: row for row in Announcement.objects.filter(message__mailbox__holder=holder)}


def test_it_lies_in_the_mailbox_and_goes_out_in_the_channels_that_the_holder_chose(kommun_a: Sender) -> None:
    answer = kommun_a.notify(kommun_a.notification(MARIA))

    assert answer.told == [(MARIA, True, ["EMail", "SMS"])]
    kept = Message.objects.get()
    assert (kept.mailbox.holder, kept.subject) == (MARIA, "Biblioteket har stängt")
    assert kept.body == "Biblioteket har stängt på fredag."
    assert str(kept.delivery.trans_id) == answer.notified.trans_id
    email, sms = announced()["email"], announced()["sms"]
    mailbox = kept.mailbox
    assert (email.address, email.sender_name, email.subject, email.text) == (
        mailbox.email,
        "Kommun A",
        "Biblioteket har stängt",
        "Biblioteket har stängt på fredag.",
    )
    assert (sms.address, sms.sender_name, sms.text) == (
        mailbox.mobile,
        "Kommun A",
        "Biblioteket har stängt på fredag.",
    )


def test_what_the_sender_wrote_for_e_mail_and_sms_goes_out_as_it_is(kommun_a: Sender) -> None:
    email = compose_email("bibliotek@kommun-a.example", "Stängt", "Vi har stängt på fredag.\n\nVälkommen åter.")
    sms = compose_sms("Bibliotek A", "Stängt på fredag!")

    kommun_a.notify(kommun_a.notification(MARIA, email=email, sms=sms))

    sent = announced()
    assert (sent["email"].sender_address, sent["email"].subject, sent["email"].text) == (
        "bibliotek@kommun-a.example",
        "Stängt",
        "Vi har stängt på fredag.\n\nVälkommen åter.",
    )
    assert (sent["sms"].sender_name, sent["sms"].text) == ("Bibliotek A", "Stängt på fredag!")


def test_a_text_that_is_too_long_for_an_sms_ends_with_the_way_to_the_rest(kommun_a: Sender) -> None:
    kommun_a.notify(kommun_a.notification(MARIA, text=compose.MessageText("Hej", "Biblioteket har stängt. " * 50)))

    text = announced()["sms"].text
    assert len(text) <= 160
    assert text.startswith("Biblioteket har stängt. Biblioteket")
    assert text.endswith(f"… http://localhost:8000/oppna/{Message.objects.get().public_id}")


def test_html_goes_out_as_the_text_that_it_shows(kommun_a: Sender) -> None:
    body = (
        "<style>p { color: red }</style><h1>Hej &amp; välkommen</h1>\n<p>Läs <a href='https://kommun-a.example'>mer"
        "</a>.</p>"
    )
    kommun_a.notify(kommun_a.notification(MARIA, text=compose.MessageText("Hej", body, "text/html")))

    assert announced()["email"].text == "Hej & välkommen\n\nLäs mer (https://kommun-a.example)."
    assert announced()["sms"].text == "Hej & välkommen\nLäs mer (https://kommun-a.example)."
    assert Message.objects.get().body == body


def test_a_holder_who_chose_no_channel_gets_it_in_the_mailbox_alone(kommun_a: Sender) -> None:
    assert kommun_a.notify(kommun_a.notification(ARVID)).told == [(ARVID, True, [])]

    assert Message.objects.get().mailbox.holder == ARVID
    assert not Announcement.objects.exists()


def test_it_goes_out_once_to_the_phone(kommun_a: Sender) -> None:
    kommun_a.notify(kommun_a.notification(MARIA))

    assert (sending.send_all_due(), sending.send_all_due()) == (2, 0)
    assert {row.state for row in announced().values()} == {Announcement.State.SENT}


def test_each_recipient_has_an_answer_in_the_order_of_the_request(kommun_a: Sender) -> None:
    answer = kommun_a.notify(kommun_a.notification(TOLVAN, MARIA, KIVRAS, ARVID))

    assert answer.told == [
        (TOLVAN, False, []),
        (MARIA, True, ["EMail", "SMS"]),
        (KIVRAS, False, []),
        (ARVID, True, []),
    ]
    assert Delivery.objects.count() == 1
    assert sorted(Message.objects.values_list("mailbox__holder", flat=True)) == sorted([MARIA, ARVID])


def test_the_identical_notification_again_gets_the_same_answer_and_no_second_sms(kommun_a: Sender) -> None:
    notification = kommun_a.notification(TOLVAN, MARIA)

    first, second = kommun_a.notify(notification), kommun_a.notify(notification)

    assert second.notified == first.notified
    assert (Message.objects.count(), Announcement.objects.count()) == (1, 2)


def test_the_identical_notification_written_by_another_stack_or_relay_is_recognised(kommun_a: Sender) -> None:
    notification = kommun_a.notification(MARIA)
    first = kommun_a.notify(notification)
    inner = etree.fromstring(etree.tostring(to_element(service_v3.Notify(notify=notification))[0]))
    other = envelope.wrap_element(for_wire(inner, wrapper=NOTIFY, argument=NOTIFY))

    again = kommun_a.post(cast.SERVICE, other, kommun_a.identity)
    by_relay = kommun_a.notify(notification, as_=store.load_identity("formedlaren"))

    assert again.notified == by_relay.notified == first.notified
    assert Message.objects.count() == 1


def test_the_answer_stays_when_the_holder_changes_the_settings_or_leaves(kommun_a: Sender) -> None:
    notification = kommun_a.notification(MARIA)
    first = kommun_a.notify(notification)
    Mailbox.objects.filter(holder=MARIA).update(announce_by_sms=False)
    Account.objects.filter(recipient=MARIA).delete()

    assert kommun_a.notify(notification).notified == first.notified


def test_two_notifications_with_the_same_words_are_two(kommun_a: Sender) -> None:
    first, second = (kommun_a.notify(kommun_a.notification(ARVID)) for _ in range(2))

    assert first.notified.trans_id != second.notified.trans_id
    assert Message.objects.count() == 2


def test_nobody_with_a_mailbox_here_leaves_nothing(kommun_a: Sender) -> None:
    assert kommun_a.notify(kommun_a.notification(TOLVAN, KIVRAS)).told == [
        (TOLVAN, False, []),
        (KIVRAS, False, []),
    ]
    assert nothing_is_stored()


def test_a_holder_who_refuses_the_sender_gets_nothing(kommun_a: Sender) -> None:
    SenderChoice.objects.create(
        account=Account.objects.get(recipient=MARIA),
        sender=RegisteredSender.objects.get(organisation="162021004748"),
        accepted=False,
        changed_at=clock.now(),
    )

    assert kommun_a.notify(kommun_a.notification(MARIA)).told == [(MARIA, False, [])]
    assert nothing_is_stored()


def test_it_claims_no_signature(kommun_a: Sender) -> None:
    kommun_a.notify(kommun_a.notification(MARIA), as_=store.load_identity("formedlaren"))

    delivery = Delivery.objects.get()
    assert (delivery.kind, delivery.dispatcher) == ("notification", "165569999047")
    assert not any((delivery.sender_certificate, delivery.dispatcher_certificate, delivery.sealed_on))
    assert b"notify" in bytes(delivery.sealed_xml)


def test_another_operator_answers_at_its_own_address(kommun_a: Sender) -> None:
    answer = kommun_a.notify(
        kommun_a.notification(KIVRAS, MARIA), path="/webservice/accao/operators/kivra.com/Service/v3"
    )

    assert [delivered for _, delivered, _ in answer.told] == [True, False]


def test_it_keeps_trace_reference_and_warnings(kommun_a: Sender) -> None:
    notification = kommun_a.notification(MARIA)
    notification.header = dataclasses.replace(notification.header, reference="R 1", correlation_id="K 2")
    notification.message.body.body = "Stängt på fredag".encode("cp1252")

    assert kommun_a.notify(notification).status == 200

    delivery = Delivery.objects.get()
    assert (delivery.reference, delivery.correlation_id, len(delivery.trace)) == ("R 1", "K 2", 32)
    assert "Windows-1252" in delivery.warnings[0].swedish
    assert announced()["sms"].text == "Stängt på fredag"
