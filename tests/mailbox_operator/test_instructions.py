"""An instruction before the argument of an operation is no argument."""

import pytest
from lxml import etree

from contracts import notification_v3, service_v3
from contracts.codec import to_element
from infra.soap.messages import envelope
from infra.soap.messages.parser import parse_envelope
from tests.cast import SERVICE, Reply, Sender
from tests.relay import PATH, Relay

pytestmark = pytest.mark.django_db


def with_instruction(body: bytes) -> bytes:
    request = parse_envelope(body).body
    request.insert(0, etree.ProcessingInstruction("x", "y"))
    return etree.tostring(request.getroottree())


def posted(sender: Sender, path: str, body: bytes) -> Reply:
    return sender.post(path, with_instruction(body), sender.identity)


def test_deliver_secure(kommun_a: Sender) -> None:
    assert posted(kommun_a, SERVICE, kommun_a.letter().request).delivered


def test_distribute_secure(kommun_a: Sender) -> None:
    assert posted(kommun_a, PATH, Relay(kommun_a).request("192705178354")).status == 200


def test_notifications(kommun_a: Sender) -> None:
    delivery = kommun_a.notification()
    notify = envelope.wrap_element(to_element(service_v3.Notify(notify=delivery)))
    distribute = envelope.wrap_element(to_element(notification_v3.Distribute(notification_delivery=delivery)))

    assert posted(kommun_a, SERVICE, notify).status == 200
    assert posted(kommun_a, "/webservice/accao/Notification/v3", distribute).status == 200
