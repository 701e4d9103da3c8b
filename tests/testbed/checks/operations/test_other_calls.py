"""Calls that carry no sealed letter are checked as the services would check them, whole and without effects."""

from collections.abc import Callable

import pytest
from django.test import Client

from contracts import message_v3, notification_v3, recipient_v3, service_v3
from contracts.codec import to_element
from infra.pki import store
from infra.soap.messages import envelope
from infra.soap.messages.parser import SOAP_11
from mailbox_operator.models import Delivery
from sender import compose
from testbed.checks.envelope import MAX_VIOLATIONS, check_envelope
from testbed.checks.findings import Findings
from tests.cast import ARVID, MARIA, TOLVAN, Sender
from tests.relay import Relay

STRANGER = "162021000001"


def reasons(findings: Findings) -> list[str]:
    return [problem.reason for problem in findings.problems]


def notified(notification: notification_v3.NotificationDelivery) -> Findings:
    return check_envelope(envelope.wrap_element(to_element(service_v3.Notify(notify=notification))))


def distributed(notification: notification_v3.NotificationDelivery) -> Findings:
    request = notification_v3.Distribute(notification_delivery=notification)
    return check_envelope(envelope.wrap_element(to_element(request)))


Check = Callable[[notification_v3.NotificationDelivery], Findings]


def asked(sender: str, *recipients: str) -> Findings:
    question = recipient_v3.IsReachable(sender_org_nr=sender, recipient_id=list(recipients))
    return check_envelope(envelope.wrap_element(to_element(question)))


def test_a_letter_for_a_relay_that_would_be_taken_has_no_problems(kommun_a: Sender) -> None:
    found = check_envelope(Relay(kommun_a).request(ARVID))

    assert reasons(found) == []
    assert found.operation == "Message/v3 distributeSecure"


def test_a_letter_for_a_relay_is_checked_as_its_sender_signed_it(kommun_a: Sender) -> None:
    changed = Relay(kommun_a).request(ARVID).replace(b"svSE", b"enGB", 1)

    found = check_envelope(changed)

    [problem] = found.problems
    assert problem.where.startswith("SignedDelivery/Signature")
    assert problem.code == 5012


def test_a_letter_for_a_relay_must_be_signed_by_its_sender(kommun_a: Sender, kommun_b: Sender) -> None:
    stranger = Sender(kommun_b.identity, "Kommun B", kommun_b.post)
    content = kommun_a.delivery(ARVID)

    found = check_envelope(Relay(stranger).signed(content))

    assert reasons(found) == ["signer-is-another-organisation"]


@pytest.mark.parametrize("check", [notified, distributed])
def test_a_notification_that_would_be_taken_has_no_problems(kommun_a: Sender, check: Check) -> None:
    found = check(kommun_a.notification(ARVID, MARIA))

    assert reasons(found) == []
    assert found.operation.rpartition(" ")[2] in {"notify", "distribute"}


@pytest.mark.parametrize("check", [notified, distributed])
def test_a_notification_from_a_stranger_to_nobody_says_both(kommun_a: Sender, check: Check) -> None:
    notification = kommun_a.notification("192705178355")
    notification.header.sender.id = STRANGER

    found = check(notification)

    assert {"sender-not-registered", "recipient-check-digit-wrong"} <= set(reasons(found))


def test_a_notification_to_somebody_without_a_mailbox_is_a_warning(kommun_a: Sender) -> None:
    found = notified(kommun_a.notification(ARVID, TOLVAN))

    assert found.is_ok
    assert any("Delivered=false" in warning.english for warning in found.warnings)


def test_a_notification_with_nothing_to_read_is_refused(kommun_a: Sender) -> None:
    found = notified(kommun_a.notification(ARVID, text=compose.MessageText("", "")))

    assert not found.is_ok


def test_a_question_that_would_be_answered_has_no_problems(kommun_a: Sender) -> None:
    found = asked("162021004748", ARVID, MARIA)

    assert reasons(found) == []
    assert found.operation == "Recipient/v3 isReachable"


def test_each_impossible_number_of_a_question_is_told_once(kommun_a: Sender) -> None:
    found = asked("162021004748", "192705178355", ARVID, "198101052383")

    assert reasons(found) == ["recipient-check-digit-wrong"] * 2
    assert len({problem.text for problem in found.problems}) == 2


NONSENSE = ["x", "", "19270517-8354", "0" * 12, "1" * 40, "å"]


@pytest.mark.parametrize("number", NONSENSE)
def test_nonsense_in_place_of_a_number_is_told_whatever_the_call(kommun_a: Sender, number: str) -> None:
    def change(delivery: message_v3.SecureDelivery) -> None:
        delivery.header.recipient = delivery.header.sender.id = number

    notification = kommun_a.notification(ARVID)
    notification.header.sender.id, notification.header.recipient = number, [number]

    calls = [
        asked("162021004748", number),
        asked(number, ARVID),
        notified(notification),
        distributed(notification),
        check_envelope(kommun_a.letter(ARVID, change=change).request),
    ]

    assert not any(found.is_ok for found in calls)


def test_a_question_without_a_valid_sender_is_told_by_its_schema(kommun_a: Sender) -> None:
    assert "schema-violated" in reasons(asked("nobody", ARVID))


@pytest.mark.parametrize("operation", ["getSenders", "getDispatchers"])
def test_calls_that_say_little_are_checked_by_the_schema_alone(world: None, operation: str) -> None:
    namespace = "http://minameddelanden.gov.se/schema/Authority"
    request = (
        f'<e:Envelope xmlns:e="{SOAP_11}"><e:Body><a:{operation} xmlns:a="{namespace}"/></e:Body></e:Envelope>'
    )

    found = check_envelope(request.encode())

    assert set(reasons(found)) <= {"schema-violated", "operation-of-no-service"}


def test_no_more_violations_are_told_than_anybody_reads(kommun_a: Sender) -> None:
    found = asked("162021004748", *(f"x{place}" for place in range(MAX_VIOLATIONS + 50)))

    assert reasons(found).count("schema-violated") == MAX_VIOLATIONS


def test_a_seal_that_says_that_signatures_do_not_hold_is_told(kommun_a: Sender) -> None:
    request = kommun_a.letter().request
    assert request.count(b"SignaturesOK>true<") == 1

    found = check_envelope(request.replace(b"SignaturesOK>true<", b"SignaturesOK>false<"))

    assert "SealedDelivery/Seal/SignaturesOK" in [problem.where for problem in found.problems]


def test_a_certificate_that_nobody_trusts_does_not_hide_a_changed_letter(kommun_a: Sender) -> None:
    letter = kommun_a.letter(ARVID, signer=store.load_identity("obehorig")).request

    intact, changed = check_envelope(letter), check_envelope(letter.replace(b"svSE", b"enGB", 1))

    codes = {problem.code for problem in changed.problems}
    assert 5012 in codes
    assert len(changed.problems) >= len(intact.problems)


def test_each_message_of_a_letter_is_checked_by_itself(kommun_a: Sender) -> None:
    good = kommun_a.text(attachments=[])
    bad = kommun_a.text(attachments=[compose.AttachedFile("a.exe", b"MZ", "application/x-msdownload")])

    found = check_envelope(kommun_a.letter(ARVID, good, bad).request)

    assert [problem.where for problem in found.problems] == ["Message[2]/Attachment[1]"]


def test_nothing_of_all_this_is_kept(kommun_a: Sender) -> None:
    notified(kommun_a.notification(ARVID))
    asked("162021004748", ARVID)
    check_envelope(Relay(kommun_a).request(ARVID))

    assert not Delivery.objects.exists()


@pytest.mark.parametrize("content_type", ["text/xml", "application/xml", "text/xml; charset=UTF-8"])
def test_xml_is_taken_under_each_of_its_names(kommun_a: Sender, content_type: str) -> None:
    answer = Client().generic("POST", "/api/v1/check", kommun_a.letter().request, content_type=content_type)

    assert answer.json()["ok"] is True


def test_a_letter_in_another_encoding_is_read_by_the_charset_of_its_header(kommun_a: Sender) -> None:
    octets = f'<e:Envelope xmlns:e="{SOAP_11}"><e:Body><å/></e:Body></e:Envelope>'.encode("latin-1")

    said = Client().generic("POST", "/api/v1/check", octets, content_type="text/xml; charset=iso-8859-1").json()
    unsaid = Client().generic("POST", "/api/v1/check", octets, content_type="text/xml").json()

    assert [problem["reason"] for problem in said["problems"]] == ["operation-of-no-service"]
    assert [problem["reason"] for problem in unsaid["problems"]] == ["xml-not-well-formed"]
