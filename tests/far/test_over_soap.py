"""What the register answers: reachability, registration, actors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts import authority_service, codec, recipient, recipient_v3
from far.models import Account, Dispatcher, DispatchRight, SenderChoice, ServiceSupplier
from far.models import Sender as RegisteredSender
from infra import clock
from infra.identity import luhn_holds
from tests.cast import ARVID, MARIA, TOLVAN, Reply, Sender

KOMMUN_A, KOMMUN_B, BANK = "162021004748", "162021003898", "165569999161"
REFUSES_A, PENDING, AT_KIVRA = "197601012391", "197901012380", "198301012392"


def reachable(sender: Sender, *numbers: str, about: str = KOMMUN_A) -> list[recipient.ReachabilityStatus]:
    reply = ask(sender, *numbers, about=about)
    assert reply.status == 200, reply.body.decode()
    return codec.from_element(recipient_v3.IsReachableResponse, reply.element).return_value


def ask(sender: Sender, *numbers: str, about: str = KOMMUN_A) -> Reply:
    return sender.ask("Recipient/v3", recipient_v3.IsReachable(sender_org_nr=about, recipient_id=list(numbers)))


def test_a_holder_who_accepts_everyone_is_reachable(kommun_a: Sender) -> None:
    [status] = reachable(kommun_a, ARVID)

    account = status.account_status
    assert (account.recipient_id, account.type_value.value, account.pending) == (ARVID, "Secure", False)
    assert status.sender_accepted
    assert account.service_supplier is not None
    assert account.service_supplier.name == "minmyndighetspost.se"
    assert account.service_supplier.service_adress == "https://localhost:8443/webservice/accao/Service/v3"
    assert account.service_supplier.internal_service_adress == "", "the schema demands it, and nobody uses it"


def test_somebody_without_a_mailbox_is_an_answer_and_no_fault(kommun_a: Sender) -> None:
    [status] = reachable(kommun_a, TOLVAN)

    assert status.account_status.type_value.value == "Not"
    assert not status.account_status.pending
    assert not status.sender_accepted
    assert status.account_status.service_supplier is None


def test_who_refuses_one_sender_still_accepts_the_other(kommun_a: Sender, kommun_b: Sender) -> None:
    [refused] = reachable(kommun_a, REFUSES_A)
    [accepted] = reachable(kommun_b, REFUSES_A, about=KOMMUN_B)

    assert not refused.sender_accepted
    assert refused.last_sender_accept_change is not None
    assert refused.account_status.type_value.value == "Secure"
    assert accepted.sender_accepted


def test_who_accepts_again_is_accepted_with_the_time_of_the_change(kommun_a: Sender) -> None:
    SenderChoice.objects.filter(account=REFUSES_A).update(accepted=True, changed_at=clock.now())

    [status] = reachable(kommun_a, REFUSES_A)

    assert status.sender_accepted
    assert status.last_sender_accept_change is not None


def test_a_registration_that_is_not_complete_is_pending(kommun_a: Sender) -> None:
    [status] = reachable(kommun_a, PENDING)

    assert status.account_status.pending


def test_the_answers_stand_in_the_order_of_the_question(kommun_a: Sender) -> None:
    numbers = [TOLVAN, MARIA, ARVID, TOLVAN, AT_KIVRA]

    answers = reachable(kommun_a, *numbers)

    assert [answer.account_status.recipient_id for answer in answers] == numbers


def test_nobody_asked_about_is_nobody_answered(kommun_a: Sender) -> None:
    assert reachable(kommun_a) == []


def test_a_thousand_recipients_cost_one_query_more_than_one(kommun_a: Sender) -> None:
    thousand = [f"16{nine}{digit}" for nine, digit in valid_organisations(1_000)]
    supplier = ServiceSupplier.objects.get(name="minmyndighetspost.se")
    Account.objects.bulk_create(
        Account(recipient=number, supplier=supplier, registered_at=clock.now()) for number in thousand
    )

    with CaptureQueriesContext(connection) as one:
        reachable(kommun_a, ARVID)
    with CaptureQueriesContext(connection) as many:
        answers = reachable(kommun_a, *thousand)

    assert all(answer.account_status.type_value.value == "Secure" for answer in answers)
    assert len(many) == len(one) + 1  # a single one is found together with its refusals


def valid_organisations(count: int) -> list[tuple[int, int]]:
    return [
        (nine, next(digit for digit in range(10) if luhn_holds(f"{nine}{digit}")))
        for nine in range(559_000_000, 559_000_000 + count)
    ]


def test_a_number_with_a_wrong_check_digit_is_named_by_its_place(kommun_a: Sender) -> None:
    fault = ask(kommun_a, ARVID, "192705178355").fault

    assert fault.code == 5001
    assert "number 2" in fault.description
    assert "192705178355" not in fault.description


def test_an_unknown_sender_gets_5014(kommun_a: Sender) -> None:
    assert ask(kommun_a, ARVID, about="165560000001").fault.code == 5014


def test_a_suspended_sender_is_no_sender(kommun_a: Sender) -> None:
    RegisteredSender.objects.filter(organisation=KOMMUN_A).update(suspended=True)

    assert ask(kommun_a, ARVID).fault.code == 5014


def test_asking_about_somebody_elses_mail_gets_6005(kommun_b: Sender) -> None:
    assert ask(kommun_b, ARVID, about=KOMMUN_A).fault.code == 6005


def test_a_relay_may_ask_for_the_senders_that_approved_it(kommun_b: Sender) -> None:
    DispatchRight.objects.create(
        dispatcher=Dispatcher.objects.get(organisation=KOMMUN_B),
        sender=RegisteredSender.objects.get(organisation=KOMMUN_A),
    )

    assert len(reachable(kommun_b, ARVID, about=KOMMUN_A)) == 1


def test_is_registered_tells_the_account_of_each(kommun_a: Sender) -> None:
    reply = kommun_a.ask("Recipient/v3", recipient_v3.IsRegistered(recipient_id=[TOLVAN, AT_KIVRA]))

    nobody, at_kivra = codec.from_element(recipient_v3.IsRegisteredResponse, reply.element).return_value
    assert nobody.type_value.value == "Not"
    assert at_kivra.service_supplier is not None
    assert at_kivra.service_supplier.name == "kivra.com"
    assert at_kivra.last_registration is not None


def test_the_senders_and_the_relays_with_whom_they_may_send_for(kommun_a: Sender) -> None:
    senders = codec.from_element(
        authority_service.GetSendersResponse, kommun_a.ask("Authority", authority_service.GetSenders()).element
    ).return_value
    relays = codec.from_element(
        authority_service.GetDispatchersResponse,
        kommun_a.ask("Authority", authority_service.GetDispatchers()).element,
    ).return_value

    assert {(sender.id, sender.name) for sender in senders} == {
        (KOMMUN_A, "Kommun A"),
        (KOMMUN_B, "Kommun B"),
        (BANK, "Exempelbanken AB"),
    }
    rights = {relay.id: set(relay.senders) for relay in relays}
    assert rights[KOMMUN_A] == {KOMMUN_A}
    assert rights[KOMMUN_B] == {KOMMUN_B}
    assert {KOMMUN_A, KOMMUN_B} in rights.values()


@pytest.mark.parametrize(
    ("subject", "accepted"),
    [(KOMMUN_B, True), (ARVID, True), (REFUSES_A, False), (TOLVAN, False), ("165560000001", True)],
)
def test_is_sender_accepted_by_the_infrastructure_or_by_the_holder(
    kommun_a: Sender, subject: str, accepted: bool
) -> None:
    reply = kommun_a.ask("Authority", authority_service.IsSenderAccepted(arg0=subject))

    answer = codec.from_element(authority_service.IsSenderAcceptedResponse, reply.element)
    assert answer.return_value is accepted


def test_an_organisation_that_is_no_actor_may_ask_nothing(kommun_a: Sender) -> None:
    RegisteredSender.objects.filter(organisation=KOMMUN_A).update(suspended=True)
    Dispatcher.objects.filter(organisation=KOMMUN_A).update(suspended=True)

    for service, question in (
        ("Recipient/v3", recipient_v3.IsRegistered(recipient_id=[ARVID])),
        ("Authority", authority_service.GetSenders()),
        ("Authority", authority_service.GetDispatchers()),
        ("Authority", authority_service.IsSenderAccepted(arg0=ARVID)),
    ):
        assert kommun_a.ask(service, question).fault.code == 5002


def test_a_thousand_and_one_recipients_are_too_many(kommun_a: Sender) -> None:
    fault = ask(kommun_a, *([ARVID] * 1_001)).fault

    assert fault.code == 5005
    assert "1000" in fault.description
