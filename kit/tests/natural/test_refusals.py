"""Refusals: recorded, explained, known before the first letter."""

import pytest
from minameddelanden import Person, Refused, Run, Sender, letters

CHANGED = b"\xc3\x84ndrat"


def changed_after_signing(sender: Sender, person: Person) -> bytes:
    return sender.sealed(person, "Beslut").replace(b">Beslut<", b">" + CHANGED + b"<")


def deliver_changed(sender: Sender, person: Person) -> Refused:
    [found] = sender.reachability(person)
    with pytest.raises(Refused) as refused:
        sender.deliver(changed_after_signing(sender, person), found.address)
    return refused.value


def test_a_refusal_is_recorded_with_whose_turn_it_is(run: Run, sender: Sender, person: Person) -> None:
    refused = deliver_changed(sender, person)

    exchange = run.exchanges.wait_for_one(call_id=refused.call_id)

    assert refused.code == 5012
    assert (exchange.verdict, exchange.check, exchange.at_fault) == ("refused", "signature", "you")
    assert exchange.reason == refused.reason
    assert not exchange.may_be_repeated


def test_the_raw_envelope_is_kept_byte_for_byte(run: Run, sender: Sender, person: Person) -> None:
    sent = sender.send(person)

    exchange = run.exchanges.wait_for_one(trace=sent.trace, operation="deliverSecure")

    assert exchange.request_xml == sent.request
    assert sent.id.encode() in exchange.response_xml
    assert exchange.curl.startswith("curl ")


def test_a_wrong_signature_is_explained_by_the_octets_that_were_hashed(
    run: Run, sender: Sender, person: Person
) -> None:
    refused = deliver_changed(sender, person)

    exchange = run.exchanges.wait_for_one(call_id=refused.call_id)
    forms = exchange.hashed_octets()

    assert any(CHANGED in octets for octets in forms.values())


def test_a_revoked_certificate_is_named_as_the_reason(run: Run, sender: Sender, person: Person) -> None:
    sender.send(person)
    sender.revoke_certificate()

    with pytest.raises(Refused) as refused:
        sender.send(person)

    assert refused.value.code == 3
    exchange = run.exchanges.wait_for_one(call_id=refused.value.call_id)
    assert exchange.check == "certificate"


def test_an_envelope_is_checked_without_being_delivered(run: Run, sender: Sender, person: Person) -> None:
    assert run.check(sender.sealed(person)).ok

    checked = run.check(changed_after_signing(sender, person))

    assert not checked.ok
    assert checked.reasons
    assert run.verify(0, recipient=person)


def test_a_pre_flight_is_green_for_a_sender_that_may_send(sender: Sender) -> None:
    found = sender.preflight()

    assert found.is_ready, found.problems


def test_a_pre_flight_says_what_to_do(run: Run) -> None:
    operator_only = run.actor("Bara förmedlare", roles=["relay"])

    found = operator_only.preflight()

    assert not found.is_ready
    assert all(found.problems.values())


def test_a_strict_operator_refuses_what_a_real_one_does(run: Run, sender: Sender) -> None:
    strict = run.operator(behaviour="strict")
    person = run.person(operator=strict["domain"])
    [found] = sender.reachability(person)

    assert sender.deliver(sender.sealed(person, "Beslut"), found.address).delivered
    with pytest.raises(Refused):
        sender.deliver(sender.sealed(person, "Beslut", body=""), found.address)


def test_a_letter_of_another_s_is_not_delivered(run: Run, sender: Sender, person: Person) -> None:
    other = run.sender("En annan myndighet")
    [found] = sender.reachability(person)
    stolen = letters.deliver_secure(letters.sealed(other.signed(person), sender.keys))

    with pytest.raises(Refused) as refused:
        sender.deliver(stolen, found.address)

    assert refused.value.code == 6005
