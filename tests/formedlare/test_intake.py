"""What the relay takes in, and what it refuses before anything is stored."""

import dataclasses
from typing import Any

import pytest
from django.db import OperationalError, connection

from far.models import Dispatcher, DispatchRight
from far.models import Sender as RegisteredSender
from formedlare.models import Content, Distribution, Leg
from infra.errors.codes import ErrorCode
from infra.pki import store
from infra.soap.messages import envelope
from infra.xmlsig import for_wire
from infra.xmlsig.sign import SHA1, sign_element
from sender import compose
from tests import cast
from tests.relay import DISTRIBUTE, SIGNED_DELIVERY, Relay


def refused(relay: Relay, body: bytes) -> tuple[int, str]:
    fault = relay.hand_over(body).fault
    assert Distribution.objects.count() == Leg.objects.count() == Content.objects.count() == 0
    return fault.code, fault.description


def wrapped(signed: object) -> bytes:
    return envelope.wrap_element(for_wire(signed, wrapper=DISTRIBUTE, argument=SIGNED_DELIVERY))  # type: ignore[arg-type]  # an element, or what is none


def test_the_answer_comes_after_the_delivery_is_stored(relay: Relay) -> None:
    accepted = relay.distribute(cast.MARIA)

    leg = accepted.legs.get()
    assert (leg.recipient, leg.state, leg.lane) == (cast.MARIA, "received", "lookup")
    assert accepted.protection_class == 2
    assert accepted.deadline > accepted.received_at
    assert b"Signature" in bytes(accepted.content.xml)


def test_a_text_that_nobody_encoded_is_refused_although_its_signature_holds(relay: Relay) -> None:
    unsigned = compose.unsigned_delivery(relay.sender.delivery(cast.MARIA))
    body = next(unsigned.iter("{http://minameddelanden.gov.se/schema/Message}Body"))
    body.text = "Hej, du har fått plats…"
    identity = relay.sender.identity

    code, words = refused(relay, wrapped(sign_element(unsigned, identity.key, identity.certificate)))

    assert code == ErrorCode.INVALID_INPUT
    assert words.startswith("Body är inte base64: tecknet ',' på plats 4. Koda innehållet i base64. | Body is not")


def test_the_identical_delivery_again_answers_the_same_id(relay: Relay) -> None:
    body = relay.request(cast.MARIA)

    first, second = relay.hand_over(body), relay.hand_over(body)

    assert first.body == second.body
    assert Leg.objects.count() == 1


def test_the_same_text_handed_over_anew_is_another_delivery(relay: Relay) -> None:
    assert relay.distribute(cast.MARIA).distribution_id != relay.distribute(cast.MARIA).distribution_id


def test_a_letter_changed_after_signing_is_refused_with_what_changed(relay: Relay) -> None:
    body = relay.request(cast.MARIA)

    code, words = refused(relay, body.replace(b"Beslut om f", b"Avslag om f"))

    assert code == ErrorCode.SIGNATURE_ERROR
    assert "Subject" in words


def test_a_letter_signed_by_another_organisation_than_its_sender_is_refused(relay: Relay) -> None:
    signed = compose.sign_delivery(relay.sender.delivery(cast.MARIA), store.load_identity("kommun-b"))

    assert refused(relay, wrapped(signed))[0] == ErrorCode.SIGNATURE_ERROR


def test_a_sender_that_is_not_registered_is_refused(relay: Relay) -> None:
    RegisteredSender.objects.filter(organisation=relay.sender.identity.organisation.value).update(suspended=True)

    assert refused(relay, relay.request(cast.MARIA))[0] == ErrorCode.SENDER_NOT_REGISTERED


def test_a_sender_that_has_not_approved_the_relay_is_told_so(relay: Relay) -> None:
    DispatchRight.objects.filter(dispatcher__organisation=store.organisation_number("formedlaren")).delete()

    code, words = refused(relay, relay.request(cast.MARIA))

    assert code == ErrorCode.DISPATCHER_NOT_APPROVED
    assert "165569999047" in words


@pytest.mark.parametrize("somebody", ["kommun-b", "obehorig"])
def test_somebody_else_may_not_hand_over_a_senders_letter(relay: Relay, somebody: str) -> None:
    body = relay.request(cast.MARIA)
    relay.sender = dataclasses.replace(relay.sender, identity=store.load_identity(somebody))

    assert refused(relay, body)[0] == ErrorCode.DISPATCHER_NOT_APPROVED


def test_an_approved_relay_may_hand_over_a_senders_letter(relay: Relay) -> None:
    sender = RegisteredSender.objects.get(organisation=relay.sender.identity.organisation.value)
    other = store.load_identity("kommun-b")
    body = relay.request(cast.MARIA)
    DispatchRight.objects.create(
        dispatcher=Dispatcher.objects.get(organisation=other.organisation.value), sender=sender
    )
    relay.sender = dataclasses.replace(relay.sender, identity=other)

    assert relay.hand_over(body).status == 200
    assert Distribution.objects.get().caller == other.organisation.value


def test_a_recipient_with_a_wrong_check_digit_is_named_without_the_whole_number(relay: Relay) -> None:
    content = relay.sender.delivery(cast.MARIA)
    content.header.recipient = "198101052383"

    code, words = refused(relay, wrapped(compose.sign_delivery(content, relay.sender.identity)))

    assert code == ErrorCode.INVALID_INPUT
    assert "19810105****" in words
    assert "198101052383" not in words


def test_sha1_is_accepted_with_a_warning_that_is_stored(relay: Relay) -> None:
    unsigned = compose.unsigned_delivery(relay.sender.delivery(cast.MARIA))
    identity = relay.sender.identity
    body = wrapped(sign_element(unsigned, identity.key, identity.certificate, digest=SHA1))

    assert relay.hand_over(body).status == 200
    assert "SHA-1" in Distribution.objects.get().warnings[0].english


def test_a_register_that_does_not_answer_is_a_fault_that_may_pass(
    relay: Relay, settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REGISTER_URL = "https://localhost:9/webservice/accao/"  # type: ignore[attr-defined]  # settings have no types in tests

    code, words = refused(relay, relay.request(cast.MARIA))

    assert code == ErrorCode.INTERNAL_ERROR
    assert "FaR" in words


def test_a_database_that_fails_in_the_middle_keeps_nothing(relay: Relay) -> None:
    def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT") and Leg._meta.db_table in sql:
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        code, words = refused(relay, relay.request(cast.MARIA))

    assert code < ErrorCode.UNKNOWN
    assert "Nothing was stored" in words
    assert not Distribution.objects.exists()


def test_the_status_is_the_senders_alone(relay: Relay, kommun_b: cast.Sender) -> None:
    from contracts import message_v3

    accepted = relay.distribute(cast.MARIA)
    question = message_v3.CheckDistributionStatus(
        sender_id=accepted.sender, distribution_id=str(accepted.distribution_id)
    )

    assert kommun_b.ask("Message/v3", question).fault.code == ErrorCode.ACCESS_DENIED


@pytest.mark.parametrize("number", ["nothing", "7d444840-9dc0-11d1-b245-5ffdce74fad2"])
def test_an_unknown_distribution_is_named(relay: Relay, number: str) -> None:
    from contracts import message_v3

    sender = relay.sender.identity.organisation.value
    question = message_v3.CheckDistributionStatus(sender_id=sender, distribution_id=number)

    fault = relay.sender.ask("Message/v3", question).fault

    assert fault.code == ErrorCode.NOT_FOUND
    assert number in fault.description
