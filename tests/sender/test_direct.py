"""A sender that is its own relay, and one that hands its letters to the relay."""

from __future__ import annotations

import socket

import pytest
from pytest_django.fixtures import Settings

from formedlare.models import Distribution
from infra.errors.codes import ErrorCode
from infra.identity import RecipientId
from infra.pki import store
from mailbox_operator.models import Message
from sender import compose, direct
from tests import cast

pytestmark = pytest.mark.usefixtures("world")
LETTER = compose.MessageText(
    "Beslut",
    "Hej!",
    attachments=[compose.AttachedFile("Räkning för Åsa.pdf", cast.PDF)],
    support_phone="08-123 45 67",
)


def deliver(recipient: str, sender: str = "kommun-a") -> str:
    return direct.deliver_messages(store.load_identity(sender), RecipientId(recipient), [LETTER])


def test_a_letter_lies_in_the_mailbox_and_the_operators_receipt_is_said() -> None:
    said = deliver(cast.ARVID)

    message = Message.objects.get()
    assert message.subject == "Beslut"
    assert message.attachments.get().filename == "Räkning för Åsa.pdf"
    assert said.startswith(f"{RecipientId(cast.ARVID)}: delivered to ")
    assert "TransId " in said


def test_several_messages_are_one_delivery() -> None:
    direct.deliver_messages(
        store.load_identity("kommun-a"), RecipientId(cast.MARIA), [LETTER, compose.MessageText("Två", "2")]
    )

    assert list(Message.objects.order_by("pk").values_list("subject", flat=True)) == ["Beslut", "Två"]


def test_a_recipient_without_a_mailbox_is_named_in_both_languages() -> None:
    with pytest.raises(direct.LetterNotSent) as refusal:
        deliver(cast.TOLVAN)

    assert "har ingen brevlåda" in refusal.value.text.swedish
    assert "has no mailbox" in refusal.value.text.english
    assert refusal.value.code == ErrorCode.SENDING_FAILED
    assert not Message.objects.exists()


def test_a_recipient_whose_registration_waits_is_named_as_such() -> None:
    with pytest.raises(direct.LetterNotSent) as refusal:
        deliver("197901012380")

    assert "registreringen är inte klar" in refusal.value.text.swedish
    assert "the registration is not complete" in refusal.value.text.english


def test_the_fault_of_the_other_side_is_said_with_its_code_in_both_languages() -> None:
    with pytest.raises(direct.LetterNotSent) as refusal:
        deliver(cast.ARVID, sender="obehorig")

    swedish, english = refusal.value.text
    assert swedish[:4] == english[:4]
    assert swedish[:4].isdigit()
    assert swedish != english


def test_a_letter_handed_to_the_relay_has_an_id_that_the_relay_knows() -> None:
    number = direct.hand_over(store.load_identity("kommun-a"), RecipientId(cast.ARVID), [LETTER])

    assert str(Distribution.objects.get().distribution_id) == number


def test_a_relay_that_refuses_says_why() -> None:
    with pytest.raises(direct.LetterNotSent, match=r"^5014: "):
        direct.hand_over(store.load_identity("obehorig"), RecipientId(cast.ARVID), [LETTER])

    assert not Distribution.objects.exists()


def test_where_nobody_listens_the_other_port_is_asked_about(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.SOAP_BASE_URL = f"https://127.0.0.1:{taken.getsockname()[1]}/"

    with pytest.raises(direct.LetterNotSent) as refusal:
        direct.hand_over(store.load_identity("kommun-a"), RecipientId(cast.ARVID), [LETTER])

    assert refusal.value.text.swedish.endswith("Sätt samma MM_SOAP_PORT här.")
    assert refusal.value.text.english.endswith("Set the same MM_SOAP_PORT here.")
