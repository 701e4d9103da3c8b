"""The codes of refusals: the reference server's, or the document's where MM_FAULT_CODES asks for them."""

import dataclasses

import pytest
from pytest_django.fixtures import Settings

from contracts import authority_service, recipient_v3
from far.models import LogEntry
from far.supervision.call_log import call_log
from infra.errors.codes import ErrorCode
from infra.pki import store
from infra.soap.messages.fault_codes import code_on_wire
from infra.soap.messages.faults import Fault
from tests.cast import ARVID, SERVICE, Sender

KOMMUN_A, NOBODY = "162021004748", "165560000001"
CHANGED = {
    ErrorCode.SENDER_NOT_REGISTERED: 5002,
    ErrorCode.DISPATCHER_NOT_APPROVED: 5002,
    ErrorCode.SIGNATURE_ERROR: 5006,
}


def asked(caller: Sender, about: str) -> Fault:
    question = recipient_v3.IsReachable(sender_org_nr=about, recipient_id=[ARVID])
    return caller.ask("Recipient/v3", question).fault


@pytest.mark.parametrize(("codes", "expected"), [("reference", 5012), ("6.3", 5006)])
def test_a_letter_changed_after_signing_is_refused_with_the_code_asked_for(
    kommun_a: Sender, settings: Settings, codes: str, expected: int
) -> None:
    settings.FAULT_CODES = codes
    letter = kommun_a.letter().request

    answer = kommun_a.post(SERVICE, letter.replace(b"Beslut om f", b"Avslag om f"), kommun_a.identity)

    assert answer.fault.code == expected


@pytest.mark.parametrize(("codes", "expected"), [("reference", 5014), ("6.3", 5002)])
def test_an_unknown_sender_is_refused_with_the_code_asked_for(
    kommun_a: Sender, settings: Settings, codes: str, expected: int
) -> None:
    settings.FAULT_CODES = codes

    fault = asked(kommun_a, NOBODY)

    assert fault.code == expected
    assert f"{NOBODY} is not registered as a sender" in fault.description, "the words are the same"


@pytest.mark.parametrize(("codes", "expected"), [("reference", 6005), ("6.3", 5002)])
def test_a_relay_without_right_is_refused_with_the_code_asked_for(
    kommun_b: Sender, settings: Settings, codes: str, expected: int
) -> None:
    settings.FAULT_CODES = codes

    fault = asked(kommun_b, KOMMUN_A)

    assert fault.code == expected
    assert "is not an approved relay" in fault.description


def test_the_code_of_the_call_in_the_register_s_log_is_the_one_on_the_wire(
    kommun_a: Sender, settings: Settings
) -> None:
    settings.FAULT_CODES = "6.3"

    asked(kommun_a, NOBODY)
    call_log.write()

    assert LogEntry.objects.order_by("sequence").last().code == 5002  # type: ignore[union-attr]  # it is there, or the test fails


@pytest.mark.parametrize("code", ErrorCode)
def test_only_the_codes_that_the_sources_disagree_on_change(settings: Settings, code: ErrorCode) -> None:
    assert code_on_wire(code) == code

    settings.FAULT_CODES = "6.3"
    assert code_on_wire(code) == CHANGED.get(code, code)


def test_an_outsider_is_refused_alike_in_both(kommun_a: Sender, settings: Settings) -> None:
    outsider = dataclasses.replace(kommun_a, identity=store.load_identity("obehorig"))
    usual = outsider.ask("Authority", authority_service.GetSenders()).fault.code

    settings.FAULT_CODES = "6.3"

    assert usual == ErrorCode.ACCESS_DENIED
    assert outsider.ask("Authority", authority_service.GetSenders()).fault.code == usual
