"""A mailbox vouches for the name that the register has, not for what a sender calls itself."""

import dataclasses

import pytest

from infra.texts import Text
from mailbox_operator.models import Announcement, Delivery, Message
from tests.cast import MARIA, Sender

WARNING = Text(
    "Avsändaren kallar sig Skatteverket, men organisationen heter Kommun A.",
    "The sender calls itself Skatteverket, but the organisation is called Kommun A.",
)


def calling_itself(sender: Sender, name: str) -> Sender:
    return dataclasses.replace(sender, name=name)


def test_a_letter_in_another_s_name_is_shown_under_the_registered_one(kommun_a: Sender) -> None:
    impostor = calling_itself(kommun_a, "Skatteverket")

    assert impostor.deliver(impostor.letter()).delivered

    kept = Delivery.objects.get()
    assert kept.sender_name == Message.objects.get().sender_name == "Kommun A"
    assert WARNING in kept.warnings


def test_a_notification_in_another_s_name_is_shown_and_forwarded_under_the_registered_one(
    kommun_a: Sender,
) -> None:
    impostor = calling_itself(kommun_a, "Skatteverket")

    impostor.notify(impostor.notification(MARIA))

    kept = Delivery.objects.get()
    assert kept.sender_name == Message.objects.get().sender_name == "Kommun A"
    assert WARNING in kept.warnings
    assert set(Announcement.objects.values_list("sender_name", flat=True)) == {"Kommun A"}


@pytest.mark.parametrize("name", ["Kommun A", "KOMMUN A", " kommun  a\n"])
def test_the_registered_name_in_other_letters_and_spaces_is_no_matter(kommun_a: Sender, name: str) -> None:
    sender = calling_itself(kommun_a, name)

    assert sender.deliver(sender.letter()).delivered

    kept = Delivery.objects.get()
    assert kept.sender_name == "Kommun A"
    assert kept.warnings == []
