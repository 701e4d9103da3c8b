"""What version 1 of Recipient, and version 2 after it, have of their own."""

import pytest

from base_registers.models import Company
from contracts import codec, recipient, recipient_service, sender
from far.models import Account, Agreement, PendingRequest
from tests.cast import ARVID, TOLVAN, Post, Reply, Sender
from tests.far.accounts.cast import (
    ANNIKA,
    FJALLBACK,
    KIVRA,
    KOMMUN_B,
    LENA,
    MMP,
    Operator,
    account_request,
    signed_by,
)

FIRST_FAMILY = "{http://minameddelanden.gov.se/Recipient}"


def ask(operator: str, request: object, post: Post, path: str = "Recipient") -> Reply:
    caller = Operator(operator, post)
    return Sender(caller.identity, operator, post).ask(path, request)


def registration(emails: list[str]) -> recipient_service.Register:
    return recipient_service.Register(
        arg0=account_request(TOLVAN, "Create", KIVRA),
        arg1=recipient.AccountTypes.SECURE,
        arg2=emails,
        arg3=[signed_by(TOLVAN)],
    )


@pytest.mark.parametrize("path", ["Recipient", "Recipient/v2"])
def test_e_mail_addresses_are_taken(path: str, world: None, post: Post) -> None:
    assert ask(KIVRA, registration(["tolvan@example.com"] * 10), post, path).status == 200

    assert Account.objects.get(recipient=TOLVAN).supplier.name == KIVRA


@pytest.mark.parametrize("emails", [["tolvan@example.com"] * 11, ["tolvan"]], ids=["eleven", "no address"])
def test_too_many_or_impossible_addresses_are_refused(emails: list[str], world: None, post: Post) -> None:
    assert ask(KIVRA, registration(emails), post).fault.code == 5001
    assert not Account.objects.filter(recipient=TOLVAN).exists()


def test_a_company_moves_without_signatures_and_nothing_waits(world: None, post: Post) -> None:
    move = recipient_service.ChangeServiceSupplier(arg0=FJALLBACK, arg1=LENA, arg2=KIVRA)

    reply = ask(KIVRA, move, post)

    answer = codec.from_element(recipient_service.ChangeServiceSupplierResponse, reply.element).return_value
    assert answer is not None
    assert answer.name == KIVRA
    assert Account.objects.get(recipient=FJALLBACK).supplier.name == KIVRA
    assert not PendingRequest.objects.filter(account=FJALLBACK).exists()
    assert Agreement.objects.filter(recipient=FJALLBACK).exists()


def test_preferences_are_stored_at_once_and_the_answer_is_empty(world: None, post: Post) -> None:
    senders = [recipient_sender(KOMMUN_B)]
    store = recipient_service.StoreAccountPreferences(
        arg0=FJALLBACK, arg1=LENA, arg2=recipient.AccountPreferences(id=FJALLBACK, accepted_senders=senders)
    )

    reply = ask(MMP, store, post)

    assert (reply.status, len(reply.element)) == (200, 0)
    assert not PendingRequest.objects.filter(account=FJALLBACK).exists()
    assert Operator(MMP, post).preferences(FJALLBACK, LENA) == [KOMMUN_B]


def recipient_sender(number: str) -> sender.Sender:
    return sender.Sender(id=number, name="Kommun B")


def test_an_organisation_that_is_no_sender_is_refused_by_name(world: None, post: Post) -> None:
    store = recipient_service.StoreAccountPreferences(
        arg0=ARVID,
        arg1=ARVID,
        arg2=recipient.AccountPreferences(id=ARVID, accepted_senders=[recipient_sender("165569999054")]),
    )

    fault = ask(MMP, store, post).fault

    assert fault.code == 5014
    assert "165569999054" in fault.description


def test_a_page_s_faults_are_of_the_first_family(kommun_a: Sender) -> None:
    detail = kommun_a.ask("Recipient", recipient_service.GetAllRegisteredAccounts(arg0=0)).element.find("detail/*")

    assert detail is not None
    assert detail.tag == f"{FIRST_FAMILY}getAllRegisteredAccountsFault"


@pytest.mark.parametrize("path", ["Recipient", "Recipient/v2"])
def test_a_registration_that_nobody_can_complete_is_seen_and_withdrawn(path: str, world: None, post: Post) -> None:
    Account.objects.filter(recipient=FJALLBACK).delete()
    Operator(KIVRA, post).register(FJALLBACK, LENA)
    Company.objects.filter(number=FJALLBACK).update(status=Company.Status.DISSOLVED)

    seen = ask(KIVRA, recipient_service.GetPendingAccountRequest(arg0=[FJALLBACK], arg1=ANNIKA), post, path)
    withdrawn = ask(KIVRA, recipient_service.DeletePendingAccountRequest(arg0=FJALLBACK, arg1=ANNIKA), post, path)

    [found] = codec.from_element(recipient_service.GetPendingAccountRequestResponse, seen.element).return_value
    assert found.account_request.id == FJALLBACK
    assert withdrawn.status == 200
    assert not PendingRequest.objects.filter(account=FJALLBACK).exists()
