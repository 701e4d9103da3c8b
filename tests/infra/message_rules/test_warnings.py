"""What production senders get wrong is delivered with a warning that they see; refused where that is asked for."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from contracts import message_v3
from formedlare.models import Distribution
from infra.soap.messages import envelope
from infra.xmlsig import for_wire, sign_element
from infra.xmlsig.sign import SHA512
from mailbox_operator.models import Delivery, Message
from sender import compose
from tests import cast
from tests.cast import Sender
from tests.relay import DISTRIBUTE, SIGNED_DELIVERY, Relay, leg_of, relay, work

__all__ = ["relay"]

Change = Callable[[message_v3.SecureDelivery], None]


def wrong_checksum(content: message_v3.SecureDelivery) -> None:
    content.message[0].attachment[0].checksum = "0" * 32


def no_checksum(content: message_v3.SecureDelivery) -> None:
    content.message[0].attachment[0].checksum = ""


def empty_body(content: message_v3.SecureDelivery) -> None:
    content.message[0].body.body = b""


MISTAKES = [(wrong_checksum, "Checksum"), (no_checksum, "Checksum"), (empty_body, "Body")]


@pytest.mark.parametrize(("mistake", "word"), MISTAKES)
def test_the_operator_delivers_with_a_warning(kommun_a: Sender, mistake: Change, word: str) -> None:
    answer = kommun_a.deliver(kommun_a.letter(change=mistake))

    assert answer.delivered
    [warning] = [warning for warning in Delivery.objects.get().warnings if word in warning.swedish]
    assert warning.english != warning.swedish
    assert bytes(Message.objects.get().attachments.get().content) == cast.PDF


@pytest.mark.parametrize(("mistake", "word"), MISTAKES)
def test_the_relay_takes_it_with_the_warning_and_delivers(relay: Relay, mistake: Change, word: str) -> None:
    delivery = relay.sender.delivery(cast.MARIA)
    mistake(delivery)

    accepted = relay.distribute_delivery(delivery)
    work()

    assert any(word in warning.swedish for warning in Distribution.objects.get(pk=accepted.pk).warnings)
    assert leg_of(accepted).state == "delivered"


@pytest.mark.parametrize(("mistake", "word"), MISTAKES)
def test_both_refuse_where_strictness_is_asked_for(
    relay: Relay, settings: Settings, mistake: Change, word: str
) -> None:
    settings.STRICT = True
    delivery = relay.sender.delivery(cast.MARIA)
    mistake(delivery)

    by_operator = relay.sender.deliver(relay.sender.letter(change=mistake)).fault
    by_relay = relay.hand_over(relay.signed(delivery)).fault

    assert by_operator.code == by_relay.code == 5001
    assert word in by_operator.description
    assert word in by_relay.description


@pytest.mark.parametrize("body", [b"", b" \r\n\t"])
def test_a_letter_without_text_and_without_attachment_is_refused_by_both(relay: Relay, body: bytes) -> None:
    nothing = relay.sender.text(body=body.decode(), attachments=[])

    by_operator = relay.sender.deliver(relay.sender.letter(cast.MARIA, nothing)).fault
    by_relay = relay.hand_over(relay.request(cast.MARIA, nothing)).fault

    assert by_operator.code == by_relay.code == 5001


def test_both_sums_are_told(kommun_a: Sender) -> None:
    kommun_a.deliver(kommun_a.letter(change=wrong_checksum))

    warning = Delivery.objects.get().warnings[0]
    assert "Checksum är 00000000000000000000000000000000, men filens MD5 är " in warning.swedish


def test_the_sender_sees_it_over_rest_and_on_the_letter_s_page(relay: Relay, client: Client) -> None:
    delivery = relay.sender.delivery(cast.MARIA)
    wrong_checksum(delivery)
    empty_body(delivery)

    accepted = relay.distribute_delivery(delivery)
    work()

    found = client.get(f"/api/v1/deliveries/{accepted.distribution_id}").json()
    assert [any(word in warning for warning in found["warnings"]) for word in ("Checksum", "Body")] == [True, True]
    page = client.get(f"/konsol/brev/{accepted.distribution_id}/").content.decode()
    assert "men filens MD5 är" in page
    assert "Meddelandets Body är tom" in page


def test_what_a_real_operator_refuses_is_seen_alike(relay: Relay, client: Client) -> None:
    unsigned = compose.unsigned_delivery(
        relay.sender.delivery(cast.MARIA, relay.sender.text(subject="Två\r\nrader"))
    )
    identity = relay.sender.identity
    signed = sign_element(unsigned, identity.key, identity.certificate, digest=SHA512)

    body = envelope.wrap_element(for_wire(signed, wrapper=DISTRIBUTE, argument=SIGNED_DELIVERY))
    accepted = relay.accepted(body)
    work()

    found = client.get(f"/api/v1/deliveries/{accepted.distribution_id}").json()["warnings"]
    page = client.get(f"/konsol/brev/{accepted.distribution_id}/").content.decode()
    for word in ("SHA-512", "vagnretur"):
        assert any(word in warning and "Kivra's published verifier refuses this" in warning for warning in found)
        assert word in page
