"""A letter is sealed once, and every attempt sends those bytes."""

import pytest
from lxml import etree

from formedlare import dispatch, sealing
from formedlare.models import Leg, SealedMessage
from infra.pki.trust import current_trust
from infra.soap.messages.parser import parse_envelope
from infra.xmlsig import SignedName, verify_sealed
from tests import cast
from tests.relay import Relay, leg_of

DELIVER_SECURE = "{http://minameddelanden.gov.se/schema/Service/v3}deliverSecure"
NOTIFY = "{http://minameddelanden.gov.se/schema/Service/v3}notify"


@pytest.fixture
def leg(relay: Relay) -> Leg:
    accepted = relay.distribute(cast.MARIA)
    dispatch.work_lane("lookup")
    return leg_of(accepted)


def test_the_request_holds_both_signatures_in_the_form_that_operators_verify(leg: Leg) -> None:
    body = parse_envelope(sealing.sealed_bytes([leg])[leg.pk]).body

    assert body.tag == DELIVER_SECURE
    proof = verify_sealed(body[0], SignedName.SEALED_DELIVERY_V3, current_trust())
    assert proof.inner.element is not None


def test_the_bytes_are_stored_and_given_again(leg: Leg) -> None:
    first = sealing.sealed_bytes([leg])
    again = sealing.sealed_bytes([Leg.objects.select_related("distribution").get(pk=leg.pk)])

    assert first == again
    assert bytes(SealedMessage.objects.get().soap) == first[leg.pk]
    assert leg.events.filter(state="sealed").count() == 1


def test_the_seal_bears_the_day_on_which_the_letter_was_received(leg: Leg) -> None:
    text = sealing.sealed_bytes([leg])[leg.pk].decode()

    assert f"{leg.received_at.astimezone():%Y-%m-%d}" in text


def test_a_letter_that_another_worker_has_is_left_out_and_not_stored(leg: Leg) -> None:
    Leg.objects.update(claimed_by="another")

    assert sealing.sealed_bytes([leg]) == {}
    assert not SealedMessage.objects.exists()


def test_a_notification_goes_to_its_own_recipient_alone_and_unsealed(relay: Relay) -> None:
    accepted = relay.notify(cast.MARIA, cast.ARVID)
    dispatch.work_lane("lookup")
    first, second = accepted.legs.order_by("pk")

    made = sealing.sealed_bytes([first, second])

    for leg in (first, second):
        body = parse_envelope(made[leg.pk]).body
        assert body.tag == NOTIFY
        numbers = [element.text for element in body.iter() if etree.QName(element).localname == "Recipient"]
        assert numbers == [leg.recipient]
        assert b"SignatureValue" not in made[leg.pk]
