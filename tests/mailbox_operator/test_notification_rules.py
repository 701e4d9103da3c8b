"""What notify refuses, and why: callers, bodies, recipients, numbers."""

import pytest

from infra.pki import store
from mailbox_operator.models import Announcement, Message
from sender import compose
from tests.cast import MARIA, Sender
from tests.mailbox_operator.many_recipients import a_thousand
from tests.mailbox_operator.test_reception import nothing_is_stored
from tests.notification_parts import compose_sms

SERVICE = "{http://minameddelanden.gov.se/schema/Service/v3}"


@pytest.mark.parametrize(
    ("caller", "code"), [("obehorig", 5002), ("kommun-b", 6005)], ids=["no actor", "not approved"]
)
def test_only_a_relay_that_the_sender_approved_may_notify(kommun_a: Sender, caller: str, code: int) -> None:
    answer = kommun_a.notify(kommun_a.notification(MARIA), as_=store.load_identity(caller))

    assert answer.fault.code == code
    assert nothing_is_stored()


def test_an_unknown_sender_gets_5014(kommun_a: Sender) -> None:
    notification = kommun_a.notification(MARIA)
    notification.header.sender.id = "165560000167"

    assert kommun_a.notify(notification).fault.code == 5014
    assert nothing_is_stored()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (compose.MessageText("Hej", "  "), 5001),
        (compose.MessageText("Hej", "{}", "application/json"), 5019),
    ],
    ids=["empty", "another type"],
)
def test_the_rules_of_the_body_are_those_of_every_message(
    kommun_a: Sender, text: compose.MessageText, code: int
) -> None:
    assert kommun_a.notify(kommun_a.notification(MARIA, text=text)).fault.code == code
    assert nothing_is_stored()


@pytest.mark.parametrize(
    ("numbers", "words"),
    [((MARIA, "192705178355"), "nummer 2 (19270517****) har fel kontrollsiffra"), ((MARIA, MARIA), "två gånger")],
    ids=["check digit", "twice"],
)
def test_a_recipient_that_cannot_be_is_named(kommun_a: Sender, numbers: tuple[str, ...], words: str) -> None:
    fault = kommun_a.notify(kommun_a.notification(*numbers)).fault

    assert fault.code == 5001
    assert words in fault.description
    assert nothing_is_stored()


@pytest.mark.parametrize(("characters", "code"), [(160, None), (161, 5001)])
def test_an_sms_has_160_characters_at_most(kommun_a: Sender, characters: int, code: int | None) -> None:
    answer = kommun_a.notify(kommun_a.notification(MARIA, sms=compose_sms("Kommun A", "x" * characters)))

    assert (answer.fault.code if answer.status == 500 else None) == code


def test_a_thousand_recipients_have_a_thousand_answers_and_copies(kommun_a: Sender) -> None:
    numbers = a_thousand()

    answer = kommun_a.notify(kommun_a.notification(*numbers))

    assert answer.told == [(number, True, ["SMS"] * (place % 2)) for place, number in enumerate(numbers)]
    assert (Message.objects.count(), Announcement.objects.count()) == (1000, 500)
    assert kommun_a.notify(kommun_a.notification(*numbers, text=compose.MessageText("Hej", "Hej"))).status == 200


def test_a_thousand_and_one_are_too_many(kommun_a: Sender) -> None:
    fault = kommun_a.notify(kommun_a.notification(*a_thousand(), MARIA)).fault

    assert fault.code == 5005
    assert nothing_is_stored()
