"""The account of somebody who is gone ends with one call, and its operator is told."""

import json

import pytest
from django.test import Client

from base_registers.models import Company, Person, SourceFailure
from far.models import Account, Consent, LogEntry, PendingRequest, RemovalFlag
from far.supervision.chain import append_all_changes
from infra import clock
from tests.cast import ARVID, MARIA, Post
from tests.far.accounts.cast import FJALLBACK, KIVRA, LENA, MMP, Operator, without_account
from tests.far.consents.operators import Operator as ConsentOperator
from tests.formedlare.api.conftest import Api

UNREGISTERED = "165590000005"


@pytest.fixture
def api(client: Client, world: None) -> Api:
    return Api(client)


def dies(number: str) -> None:
    Person.objects.filter(number=number).update(deceased_on=clock.today())


def is_dissolved(number: str) -> None:
    Company.objects.filter(number=number).update(status=Company.Status.DISSOLVED)


def flags() -> list[tuple[str, str, str, str]]:
    return list(RemovalFlag.objects.values_list("supplier__name", "kind", "reason", "recipient"))


def test_the_account_of_the_dead_stays_until_it_is_ended(api: Api, post: Post) -> None:
    dies(ARVID)
    assert Operator(MMP, post).state(ARVID) == ("Secure", False, MMP)

    answer = api.done("POST", f"accounts/{ARVID}/end")

    assert answer == {"recipient": ARVID, "operator": MMP}
    assert Operator(MMP, post).state(ARVID) == ("Not", False, None)
    assert flags() == [(MMP, "Account", "holder gone", ARVID)]


def test_so_does_that_of_a_dissolved_company_with_what_waits_of_it(api: Api, post: Post) -> None:
    Operator(MMP, post).deregister(FJALLBACK, LENA)
    is_dissolved(FJALLBACK)

    api.done("POST", f"accounts/{FJALLBACK[2:]}/end")

    assert not Account.objects.filter(recipient=FJALLBACK).exists()
    assert not PendingRequest.objects.filter(account=FJALLBACK).exists()
    assert flags() == [(MMP, "Account", "holder gone", FJALLBACK)]


def test_a_registration_that_waits_is_flagged_as_a_request(api: Api, post: Post) -> None:
    without_account(FJALLBACK)
    Operator(KIVRA, post).register(FJALLBACK, LENA)
    is_dissolved(FJALLBACK)

    api.done("POST", f"accounts/{FJALLBACK}/end")

    assert flags() == [(KIVRA, "AccountRequest", "holder gone", FJALLBACK)]


def test_consents_to_the_mailbox_and_to_others_end(api: Api, post: Post) -> None:
    operator = ConsentOperator.named(MMP, post)
    operator.given(ARVID, MARIA, ARVID)
    dies(ARVID)

    api.done("POST", f"accounts/{ARVID}/end")

    assert Consent.objects.get(account=ARVID).state == "Ended"


def test_it_stands_in_the_log_with_who_did_it(api: Api) -> None:
    dies(ARVID)
    api.done("POST", f"accounts/{ARVID}/end")
    append_all_changes()

    entry = LogEntry.objects.get(operation="endAccountOfGone")

    assert (entry.actor, entry.subject) == ("rest", f"{ARVID[:8]}****")
    assert json.loads(entry.changed) == {"supplier": [MMP, None]}


@pytest.mark.parametrize("number", [ARVID, FJALLBACK])
def test_the_living_and_those_in_business_keep_theirs(api: Api, number: str) -> None:
    problem = api.problem("POST", f"accounts/{number}/end", status=409)

    assert "Change that there first" in problem["detail"]
    assert Account.objects.filter(recipient=number).exists()
    assert flags() == []


def test_there_must_be_an_account(api: Api) -> None:
    assert "no account" in api.problem("POST", f"accounts/{UNREGISTERED}/end")["detail"]
    assert "not a valid number" in api.problem("POST", "accounts/abc/end")["detail"]


def test_a_register_that_does_not_answer_ends_nothing(api: Api) -> None:
    SourceFailure.objects.create(register="people", number=ARVID, problem="SourceInaccessible")

    api.problem("POST", f"accounts/{ARVID}/end", status=503)

    assert Account.objects.filter(recipient=ARVID).exists()


def test_twice_is_once(api: Api) -> None:
    dies(ARVID)
    api.done("POST", f"accounts/{ARVID}/end")

    api.problem("POST", f"accounts/{ARVID}/end")

    assert len(flags()) == 1
