"""The right to hand over a sender's deliveries, asked for without SOAP."""

import pytest

from far.models import Dispatcher, DispatchRight
from far.models import Sender as RegisteredSender
from formedlare.rights import require_rights
from infra.errors import DispatcherNotApproved, SenderNotRegistered
from infra.pki import store
from infra.pki.peer import Caller, caller_of_identity
from tests.relay import Relay

NOBODY = "165560000043"


def caller(name: str) -> Caller:
    return caller_of_identity(store.load_identity(name))


def test_a_sender_that_approved_the_relay_is_answered_with_its_registered_name(relay: Relay) -> None:
    number = relay.sender.identity.organisation.value
    RegisteredSender.objects.filter(organisation=number).update(name="Kommunen")

    assert require_rights(number, caller("kommun-a")) == "Kommunen"


def test_the_refusal_of_an_unknown_sender_says_where_the_number_stands_and_what_to_do(relay: Relay) -> None:
    with pytest.raises(SenderNotRegistered) as refused:
        require_rights(NOBODY, caller("kommun-a"))

    explanation = refused.value.explanation
    assert (explanation.where, explanation.received.english) == ("Header/Sender/Id", NOBODY)
    assert "PUT /api/v1/actors" in explanation.fix.english


def test_the_relay_that_lacks_the_approval_is_named_before_the_caller(relay: Relay) -> None:
    DispatchRight.objects.filter(dispatcher__organisation=store.organisation_number("formedlaren")).delete()

    with pytest.raises(DispatcherNotApproved) as refused:
        require_rights(relay.sender.identity.organisation.value, caller("obehorig"))

    assert refused.value.explanation.received.english == store.organisation_number("formedlaren")


def test_a_caller_that_lacks_the_approval_is_named(relay: Relay) -> None:
    with pytest.raises(DispatcherNotApproved) as refused:
        require_rights(relay.sender.identity.organisation.value, caller("kommun-b"))

    assert refused.value.explanation.received.english == store.organisation_number("kommun-b")


def test_another_approved_relay_may_hand_over_the_sender_s_deliveries(relay: Relay) -> None:
    number = relay.sender.identity.organisation.value
    DispatchRight.objects.create(
        dispatcher=Dispatcher.objects.get(organisation=store.organisation_number("kommun-b")),
        sender=RegisteredSender.objects.get(organisation=number),
    )

    assert require_rights(number, caller("kommun-b"))
