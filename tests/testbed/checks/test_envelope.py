"""An envelope is checked as the services would, all at once, and nothing is delivered."""

import dataclasses
import gzip
from typing import Any

import pytest
from django.test import Client

from contracts import message_v3, recipient_v3
from contracts.codec import to_element
from infra.pki import store
from infra.soap.messages import envelope
from infra.soap.messages.parser import SOAP_11
from mailbox_operator.models import Delivery
from sender import compose
from tests import cast
from tests.cast import Sender

ADDRESS = "/api/v1/check"


def check(data: bytes, content_type: str = "text/xml; charset=utf-8") -> dict[str, Any]:
    answer = Client().generic("POST", ADDRESS, data, content_type=content_type)
    assert answer.status_code == 200, answer.content.decode()
    found: dict[str, Any] = answer.json()
    return found


def reasons(data: bytes) -> list[str]:
    return [problem["reason"] for problem in check(data)["problems"]]


def test_a_letter_that_would_be_delivered_has_no_problems(kommun_a: Sender) -> None:
    found = check(kommun_a.letter(cast.ARVID).request)

    assert found["problems"] == []
    assert found["ok"] is True
    assert found["operation"] == "Service/v3 deliverSecure"


def test_nothing_is_stored(kommun_a: Sender) -> None:
    check(kommun_a.letter(cast.ARVID).request)

    assert not Delivery.objects.exists()


def test_what_is_refused_for_one_reason_shows_all_of_them(kommun_a: Sender) -> None:
    attachments = [
        compose.AttachedFile("beslut.pdf", b"not a PDF", "application/pdf"),
        compose.AttachedFile("bild.png", b"png", "image/png"),
    ]

    def misaddress(delivery: message_v3.SecureDelivery) -> None:
        delivery.header.recipient = "192705178355"

    request = kommun_a.letter(cast.ARVID, kommun_a.text(attachments=attachments), change=misaddress).request
    changed = request.replace(b"svSE", b"svFI", 1)

    found = check(changed)

    assert found["ok"] is False
    assert {problem["check"] for problem in found["problems"]} >= {"signature", "content", "schema"}
    told = {problem["reason"]: problem for problem in found["problems"]}
    assert "attachment-content-contradicts-type" in told
    assert told["attachment-type-not-supported"]["where"] == "Message[1]/Attachment[2]"
    assert "recipient-check-digit-wrong" in told


def test_each_problem_has_what_a_person_needs(kommun_a: Sender) -> None:
    changed = kommun_a.letter(cast.ARVID).request.replace(b"svSE", b"enGB", 1)

    first = next(problem for problem in check(changed)["problems"] if problem["check"] == "signature")

    assert set(first) == {
        "code",
        "check",
        "reason",
        "at_fault",
        "retry",
        "where",
        "text",
        "expected",
        "received",
        "fix",
        "docs",
    }
    assert first["code"] == 5012
    assert first["at_fault"] == "you"
    assert first["retry"] is False
    assert first["where"].startswith("SealedDelivery/Signature")
    assert " | " in first["text"]
    assert first["docs"] == f"http://localhost:8000/refusals/{first['reason']}"


def test_both_signatures_are_judged_when_the_letter_was_changed(kommun_a: Sender) -> None:
    changed = kommun_a.letter(cast.ARVID).request.replace(b"svSE", b"enGB", 1)

    places = {
        problem["where"].partition("/")[0]
        for problem in check(changed)["problems"]
        if problem["check"] == "signature"
    }

    assert places == {"SealedDelivery", "SignedDelivery"}


def test_a_sender_that_nobody_knows_and_a_relay_that_is_none_are_both_told(kommun_a: Sender) -> None:
    stranger = dataclasses.replace(kommun_a, identity=store.load_identity("obehorig"))

    found = reasons(stranger.letter(cast.ARVID).request)

    assert "caller-is-no-relay" in found
    assert "sender-not-registered" in found


def test_a_seal_of_a_relay_that_the_sender_has_not_approved_is_told(kommun_a: Sender) -> None:
    found = reasons(kommun_a.letter(cast.ARVID, relay=store.load_identity("kommun-b")).request)

    assert found == ["relay-not-approved"]


def test_a_letter_signed_by_another_than_its_sender_is_told(kommun_a: Sender) -> None:
    found = reasons(kommun_a.letter(cast.ARVID, signer=store.load_identity("kommun-b")).request)

    assert found == ["signer-is-another-organisation"]


def test_a_recipient_without_a_mailbox_is_a_warning(kommun_a: Sender) -> None:
    found = check(kommun_a.letter(cast.TOLVAN).request)

    assert found["problems"] == []
    assert any("Delivered=false" in warning for warning in found["warnings"])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "content-missing"),
        (gzip.compress(b"<a/>"), "content-compressed"),
        (b"<a>", "xml-not-well-formed"),
        (b"plain text", "xml-not-well-formed"),
        (b"\xff\xfe\x00", "xml-not-well-formed"),
        (b"<a/>", "no-soap-envelope"),
        (f'<e:Envelope xmlns:e="{SOAP_11}"><e:Body/></e:Envelope>'.encode(), "soap-body-not-one-element"),
        (b'<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"/>', "soap-version"),
        (
            f'<e:Envelope xmlns:e="{SOAP_11}"><e:Header><a e:mustUnderstand="1"/></e:Header><e:Body><b/></e:Body>'
            "</e:Envelope>".encode(),
            "soap-header-not-understood",
        ),
        (
            f'<e:Envelope xmlns:e="{SOAP_11}"><e:Body><b/></e:Body></e:Envelope>'.encode(),
            "operation-of-no-service",
        ),
        (
            f'<e:Envelope xmlns:e="{SOAP_11}"><e:Body><e:Fault/></e:Body></e:Envelope>'.encode(),
            "envelope-is-an-answer",
        ),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "xml-doctype"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "xml-doctype"),
        (b"<a>" * 200 + b"</a>" * 200, "xml-too-deep"),
    ],
)
def test_what_is_no_call_at_all_is_told_in_words(db: None, data: bytes, reason: str) -> None:
    assert reasons(data) == [reason]


def test_all_violations_of_the_schema_are_told_with_their_lines(kommun_a: Sender) -> None:
    request = kommun_a.letter(cast.ARVID).request
    changed = request.replace(b"svSE", b"", 1).replace(b">true<", b">maybe<", 1)

    told = [problem for problem in check(changed)["problems"] if problem["reason"] == "schema-violated"]

    assert len(told) >= 2
    assert len({problem["where"] for problem in told}) == len(told)


def test_a_question_to_the_register_is_checked_too(kommun_a: Sender) -> None:
    question = recipient_v3.IsReachable(sender_org_nr="162021000001", recipient_id=[cast.ARVID, "192705178355"])

    found = reasons(envelope.wrap_element(to_element(question)))

    assert "sender-not-registered" in found
    assert "recipient-check-digit-wrong" in found


def test_an_envelope_of_two_mebibytes_is_checked_and_a_larger_one_refused_in_words(world: None) -> None:
    limit = 2_097_152
    start, end = f'<e:Envelope xmlns:e="{SOAP_11}"><e:Body><b>'.encode(), b"</b></e:Body></e:Envelope>"
    full = start + b"x" * (limit - len(start) - len(end)) + end
    assert len(full) == limit

    assert reasons(full) == ["operation-of-no-service"]

    refused = Client().generic("POST", ADDRESS, full + b" ", content_type="text/xml")
    assert (refused.status_code, refused.json()["slug"]) == (413, "request-too-large")
    assert str(limit) in refused.json()["detail"]
    assert "Make the attachments smaller" in refused.json()["detail"]


def test_what_is_not_sent_as_xml_is_refused_in_words(db: None) -> None:
    refused = Client().generic("POST", ADDRESS, b"{}", content_type="application/json")

    assert refused.status_code == 415
    assert "text/xml" in refused.json()["detail"]


def test_a_charset_that_does_not_exist_is_told(db: None) -> None:
    assert check(b"<a/>", "text/xml; charset=klingon")["problems"][0]["reason"] == "character-encoding-unknown"


def test_another_web_page_cannot_ask(db: None) -> None:
    refused = Client().generic(
        "POST", ADDRESS, b"<a/>", content_type="text/xml", headers={"Origin": "https://evil.example"}
    )

    assert refused.status_code == 403
