"""Notifications through the relay: to mailboxes, and by the channel switch as e-mail and SMS."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts import notification_v3, service_v3
from contracts.codec import to_element
from formedlare import dispatch, legs
from formedlare.channels import contact, sms
from formedlare.lanes import breaker
from formedlare.models import ContactAddress, Distribution, Lane, Leg, Obstacle
from formedlare.models.channel import OWN_LANES, Channel
from infra import clock
from infra.outbox.models import OutboxMessage
from infra.pki.store import Identity
from infra.soap import call_failures, client
from infra.soap.messages import envelope
from mailbox_operator.models import Announcement, Message
from sender import compose
from tests.cast import ARVID, MARIA, TOLVAN
from tests.formedlare.notification_channels import reachable, rule
from tests.mailbox_operator.many_recipients import a_thousand
from tests.notification_parts import compose_sms
from tests.relay import Relay, leg_of, work

DELIVERED, FAILED, WAITING = Leg.State.DELIVERED, Leg.State.FAILED, Leg.State.WAITING
Later = Callable[[timedelta], None]


def test_it_reaches_the_mailboxes_and_the_sender_hears_by_which_channels(relay: Relay) -> None:
    rule(Channel.MINA_MEDDELANDEN)
    accepted = relay.notify(MARIA, ARVID, TOLVAN)
    assert relay.told(accepted) == [(MARIA, False, []), (ARVID, False, []), (TOLVAN, False, [])]

    work()

    assert relay.told(accepted) == [(MARIA, True, ["EMail", "SMS"]), (ARVID, True, []), (TOLVAN, False, [])]
    assert sorted(Message.objects.values_list("mailbox__holder", flat=True)) == sorted([MARIA, ARVID])
    assert {message.delivery.trace for message in Message.objects.all()} == {accepted.trace}
    assert [row.text for row in Announcement.objects.all()] == ["Biblioteket har stängt på fredag."] * 2


def test_an_answer_that_is_lost_on_the_way_back_leads_to_no_second_copy_and_no_second_sms(
    relay: Relay, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = relay.notify(MARIA)
    send = client.send_message

    def lost(address: str, body: bytes, response: type[object], *, identity: Identity) -> object:
        answer = send(address, body, response, identity=identity)
        if response is service_v3.NotifyResponse:
            raise call_failures.CallFailed("förbindelsen bröts", "connection reset")
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(client, "send_message", lost)
        work()
    assert (leg_of(accepted).state, Message.objects.count()) == (WAITING, 1)
    later(timedelta(minutes=1))
    work()

    assert relay.told(accepted) == [(MARIA, True, ["EMail", "SMS"])]
    assert (Message.objects.count(), Announcement.objects.count()) == (1, 2)


def test_who_has_no_mailbox_gets_an_e_mail_where_the_rule_says_so(relay: Relay) -> None:
    rule(Channel.MINA_MEDDELANDEN, Channel.EMAIL)
    reachable()

    accepted = relay.notify(TOLVAN)
    work()

    carried = OutboxMessage.objects.get()
    assert (carried.channel, carried.recipient, carried.address) == ("email", TOLVAN, "tolvan@example.org")
    assert (carried.sender_name, carried.subject, carried.text) == (
        "Kommun A",
        "Biblioteket har stängt",
        "Biblioteket har stängt på fredag.",
    )
    assert (carried.state, carried.left_the_simulator) == (OutboxMessage.State.SENT, False)
    assert carried.trace == accepted.trace
    assert relay.told(accepted) == [(TOLVAN, True, ["EMail"])]
    leg = leg_of(accepted)
    assert (leg.state, leg.rule, leg.passed_over[0].channel) == (DELIVERED, "Regeln", "mina_meddelanden")
    last = leg.events.last()
    assert last is not None
    assert (last.state, last.outcome, last.address) == ("delivered", "delivered", "t***@example.org")


def test_it_goes_by_sms_where_there_is_no_e_mail_address(relay: Relay) -> None:
    rule(Channel.MINA_MEDDELANDEN, Channel.EMAIL, Channel.SMS)
    reachable(email="")

    accepted = relay.notify(TOLVAN)
    work()

    carried = OutboxMessage.objects.get()
    assert (carried.channel, carried.address, carried.sender_name) == ("sms", "0701740605", "Kommun A")
    assert relay.told(accepted) == [(TOLVAN, True, ["SMS"])]
    last = leg_of(accepted).events.last()
    assert last is not None
    assert last.address == "070****605"


def test_the_senders_own_words_for_the_channel_are_used(relay: Relay) -> None:
    rule(Channel.SMS)
    reachable()

    relay.notify(TOLVAN, sms=compose_sms("Bibliotek A", "Stängt på fredag!"))
    work()

    carried = OutboxMessage.objects.get()
    assert (carried.sender_name, carried.text) == ("Bibliotek A", "Stängt på fredag!")


def test_a_long_text_is_cut_for_an_sms_between_words(relay: Relay) -> None:
    rule(Channel.SMS)
    reachable()

    relay.notify(TOLVAN, text=compose.MessageText("Hej", "Biblioteket har stängt. " * 20))
    work()

    text = OutboxMessage.objects.get().text
    assert 100 < len(text) <= 160
    assert text.endswith(("stängt.…", "har…", "Biblioteket…"))


def test_the_identical_notification_again_is_the_same_delivery_and_one_sms(relay: Relay) -> None:
    rule(Channel.SMS)
    reachable()
    delivery = relay.sender.notification(TOLVAN)
    for _ in range(2):
        reply = relay.sender.ask("Notification/v3", notification_v3.Distribute(notification_delivery=delivery))
        assert reply.status == 200
        work()

    assert (Distribution.objects.count(), OutboxMessage.objects.count()) == (1, 1)


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SMS])
def test_a_secure_message_never_goes_by_e_mail_or_sms_whatever_the_rule_says(
    relay: Relay, channel: Channel
) -> None:
    rule(channel)
    reachable()

    accepted = relay.distribute(TOLVAN)
    work()

    leg = leg_of(accepted)
    assert (leg.state, OutboxMessage.objects.count()) == (FAILED, 0)
    assert "skyddsklass 2 och 3 får aldrig" in leg.reason.on_wire


@pytest.mark.parametrize("lane", ["email", "sms"])
def test_nor_does_it_when_the_switch_should_be_mistaken(relay: Relay, lane: str) -> None:
    rule(Channel.MINA_MEDDELANDEN)
    reachable()
    accepted = relay.distribute(TOLVAN)
    breaker.ensure_lanes({lane})
    legs.move_legs([leg_of(accepted)], Leg.State.REROUTED, lane=lane, channel=lane)

    dispatch.work_lane(lane)

    assert (leg_of(accepted).state, OutboxMessage.objects.count()) == (FAILED, 0)
    assert leg_of(accepted).passed_over[0].code == Obstacle.PROTECTION_CLASS


def test_an_address_that_was_taken_away_meanwhile_is_not_written_to(relay: Relay) -> None:
    rule(Channel.EMAIL)
    reachable()
    accepted = relay.notify(TOLVAN)
    email_is_down = Lane.objects.create(
        name="email", breaker=Lane.Breaker.OPEN, retry_at=clock.now() + timedelta(minutes=5)
    )
    work()
    ContactAddress.objects.all().delete()
    email_is_down.breaker = Lane.Breaker.CLOSED
    email_is_down.save()

    work()

    assert (leg_of(accepted).state, OutboxMessage.objects.count()) == (FAILED, 0)


def test_a_worker_that_died_after_sending_to_the_phone_has_not_sent(
    relay: Relay, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(Channel.SMS)
    reachable()
    accepted = relay.notify(TOLVAN)

    def killed(*_: object, **__: object) -> bool:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(legs, "finish_leg", killed)
        with pytest.raises(SystemExit):
            work()
    assert OutboxMessage.objects.count() == 0

    work()

    assert (leg_of(accepted).state, OutboxMessage.objects.get().attempts) == (DELIVERED, 1)


def test_a_leg_that_somebody_else_has_moved_puts_nothing_on_the_phone(relay: Relay) -> None:
    rule(Channel.SMS)
    reachable()
    accepted = relay.notify(TOLVAN)
    legs.move_legs([leg_of(accepted)], Leg.State.REROUTED, lane="sms", channel="sms")
    stale = leg_of(accepted)
    Leg.objects.update(claimed_by="another")

    sms.send_notification(stale)

    assert OutboxMessage.objects.count() == 0


def test_a_body_that_is_no_text_goes_only_where_the_sender_wrote_one(relay: Relay) -> None:
    rule(Channel.EMAIL, Channel.SMS)
    reachable()
    text = compose.MessageText("Hej", "{}", "application/json")

    accepted = relay.notify(TOLVAN, text=text, sms=compose_sms("Kommun A", "Hej!"))
    work()

    assert relay.told(accepted) == [(TOLVAN, True, ["SMS"])]
    assert "application/json" in leg_of(accepted).passed_over[0].reason.on_wire


def test_a_thousand_recipients_may_be_handed_over_at_once_and_no_more(relay: Relay) -> None:
    numbers = a_thousand()
    accepted = relay.notify(*numbers)
    assert accepted.legs.count() == 1000

    too_many = relay.sender.notification(*numbers, TOLVAN)
    reply = relay.sender.ask("Notification/v3", notification_v3.Distribute(notification_delivery=too_many))
    assert reply.fault.code == 5005


def test_too_many_recipients_are_told_whatever_prefixes_they_are_written_with(relay: Relay) -> None:
    delivery = relay.sender.notification(*a_thousand(), TOLVAN)
    body = envelope.wrap_element(to_element(notification_v3.Distribute(notification_delivery=delivery))).decode()
    start, _, last = body.rpartition("<message:Recipient>")
    other = f'<m:Recipient xmlns:m="http://minameddelanden.gov.se/schema/Message">{last}'
    other = other.replace("</message:Recipient>", "</m:Recipient>", 1)

    reply = relay.sender.post(
        "/webservice/accao/Notification/v3", f"{start}{other}".encode(), relay.sender.identity
    )

    assert reply.fault.code == 5005
    assert "minst 1001 stycken; högst 1000" in reply.fault.description


def test_every_channel_outside_has_its_name_in_the_contract() -> None:
    assert set(contact.NOTIFIED_BY) == set(OWN_LANES) - {Channel.PRINT}
