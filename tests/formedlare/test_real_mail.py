"""Notifications by real e-mail: at most once, for every answer of the mail server and death of a worker."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from formedlare import legs
from formedlare.channels import email
from formedlare.models import Lane, Leg
from formedlare.models.channel import Channel
from infra.outbox.models import OutboxMessage
from tests.cast import TOLVAN
from tests.formedlare.notification_channels import reachable, rule
from tests.infra.outbox.receiver import Receiver, real_mail
from tests.notification_parts import compose_email
from tests.relay import Relay, leg_of, work
from tests.servers import free_port

DELIVERED, FAILED, WAITING = Leg.State.DELIVERED, Leg.State.FAILED, Leg.State.WAITING
Later = Callable[[timedelta], None]


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[Receiver]:
    """A real mail server that everybody at example.org may get mail from."""
    with real_mail(settings, "@example.org") as receiver:
        yield receiver


def test_an_allowed_address_gets_real_mail_from_the_agency(relay: Relay, mail_server: Receiver) -> None:
    rule(Channel.EMAIL)
    reachable()

    accepted = relay.notify(TOLVAN, email=compose_email("bibliotek@kommun-a.example", "Stängt", "På fredag."))
    work()

    (letter,) = mail_server.letters
    assert (letter["To"], letter["Subject"], letter["Reply-To"]) == (
        "tolvan@example.org",
        "Stängt",
        "bibliotek@kommun-a.example",
    )
    assert letter["From"] == "Kommun A <noreply@minmyndighetspost.example>"
    assert letter.get_content().strip() == "På fredag."
    assert TOLVAN not in bytes(letter).decode()
    assert OutboxMessage.objects.get().left_the_simulator
    assert relay.told(accepted) == [(TOLVAN, True, ["EMail"])]


def test_a_mail_server_that_is_away_is_tried_by_one_letter_at_a_time_until_it_is_back(
    relay: Relay, mail_server: Receiver, settings: Settings, later: Later
) -> None:
    rule(Channel.EMAIL)
    up, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    numbers = ["197001632384", TOLVAN, "193801029202"]
    for number in numbers:
        reachable(number)
    accepted = relay.notify(*numbers)

    work()
    assert {leg.state for leg in accepted.legs.all()} == {WAITING}
    assert "kan inte nås" in accepted.legs.all()[0].reason.swedish
    for _ in range(3):
        later(timedelta(seconds=20))
        work()
    lane = Lane.objects.get(name="email")
    assert lane.breaker == Lane.Breaker.OPEN
    tried = lane.failures
    later(timedelta(minutes=6))
    work()
    assert Lane.objects.get(name="email").failures == tried + 1

    settings.EMAIL_PORT = up
    later(timedelta(minutes=6))
    work()

    assert {leg.state for leg in accepted.legs.all()} == {DELIVERED}
    assert len(mail_server.envelopes) == 3


def test_a_mail_server_that_says_later_is_asked_later(relay: Relay, mail_server: Receiver, later: Later) -> None:
    rule(Channel.EMAIL)
    reachable()
    mail_server.answers.append("451 4.7.1 Greylisted")
    accepted = relay.notify(TOLVAN)

    work()
    assert (leg_of(accepted).state, len(mail_server.envelopes)) == (WAITING, 0)
    assert Lane.objects.get(name="email").failures == 0
    later(timedelta(minutes=1))
    work()

    assert (leg_of(accepted).state, len(mail_server.envelopes)) == (DELIVERED, 1)
    assert OutboxMessage.objects.get().attempts == 2


def test_an_address_that_the_mail_server_refuses_leads_to_the_next_channel(
    relay: Relay, mail_server: Receiver
) -> None:
    rule(Channel.EMAIL, Channel.SMS)
    reachable()
    mail_server.answers.append("550 5.1.1 No such user")

    accepted = relay.notify(TOLVAN)
    work()

    assert relay.told(accepted) == [(TOLVAN, True, ["SMS"])]
    assert "550 5.1.1 No such user" in leg_of(accepted).passed_over[0].reason.on_wire


def test_an_e_mail_that_may_have_arrived_is_not_sent_again(
    relay: Relay, mail_server: Receiver, later: Later
) -> None:
    rule(Channel.EMAIL)
    reachable()
    mail_server.hang_up_after_data = True

    accepted = relay.notify(TOLVAN)
    work()
    mail_server.hang_up_after_data = False
    later(timedelta(hours=1))
    work()

    assert (leg_of(accepted).state, len(mail_server.envelopes)) == (FAILED, 1)
    assert "Det kan ha kommit fram" in leg_of(accepted).reason.on_wire


def test_a_worker_killed_while_sending_leaves_nothing_to_send_twice(
    relay: Relay, mail_server: Receiver, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(Channel.EMAIL)
    reachable()
    accepted = relay.notify(TOLVAN)

    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("infra.outbox.mail_server.MailServer.send", killed)
        with pytest.raises(SystemExit):
            work()
    work()
    assert (leg_of(accepted).state, OutboxMessage.objects.get().state) == (WAITING, OutboxMessage.State.SENDING)

    later(timedelta(minutes=11))
    work()

    assert (leg_of(accepted).state, mail_server.envelopes) == (FAILED, [])
    assert "Avbröts medan det skickades" in leg_of(accepted).reason.on_wire


def test_what_the_mail_server_took_before_the_worker_died_is_delivered_and_not_sent_again(
    relay: Relay, mail_server: Receiver, later: Later
) -> None:
    rule(Channel.EMAIL)
    reachable()
    accepted = relay.notify(TOLVAN)
    legs.move_legs([leg_of(accepted)], Leg.State.REROUTED, lane="email", channel="email")
    stale = leg_of(accepted)
    Leg.objects.update(claimed_by="another")
    email.send_notification(stale)
    assert leg_of(accepted).state == Leg.State.REROUTED

    email.send_notification(leg_of(accepted))

    assert (leg_of(accepted).state, len(mail_server.envelopes)) == (DELIVERED, 1)
