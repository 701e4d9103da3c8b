"""Service, version 1, as FaR calls it at each operator's address."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from contracts import codec, service, service_service
from infra import clock
from infra.pki import store
from infra.soap.messages import envelope
from mailbox_operator.models import Mailbox
from tests.cast import ARVID, MARIA, TOLVAN, Post, Reply
from tests.far.accounts.cast import JOHAN, KIVRA, MMP

AT_MMP, AT_KIVRA = "/webservice/accao/Service", "/webservice/accao/operators/kivra.com/Service"


def ask(post: Post, request: object, path: str = AT_MMP, by: str = "far") -> Reply:
    return post(path, envelope.wrap_element(codec.to_element(request)), store.load_identity(by))


def flag(*holders: str, kind: service.Type = service.Type.ACCOUNT) -> service_service.FlagRemovedAccounts:
    return service_service.FlagRemovedAccounts(arg0=kind, arg1=list(holders))


def unused(post: Post, days: int, path: str = AT_MMP) -> list[str]:
    reply = ask(post, service_service.GetUnusedMailboxes(arg0=days), path)
    assert reply.status == 200, reply.body.decode()
    return codec.from_element(service_service.GetUnusedMailboxesResponse, reply.element).return_value


def closed() -> set[str]:
    return set(Mailbox.objects.exclude(closed_at=None).values_list("holder", flat=True))


def test_removed_accounts_close_their_mailboxes(world: None, post: Post) -> None:
    assert ask(post, flag(ARVID, MARIA, TOLVAN)).status == 200

    assert closed() == {ARVID, MARIA}


def test_each_operator_closes_its_own_mailboxes_only(world: None, post: Post) -> None:
    assert ask(post, flag(ARVID, JOHAN), AT_KIVRA).status == 200

    assert closed() == {JOHAN}


def test_a_withdrawn_request_closes_nothing(world: None, post: Post) -> None:
    assert ask(post, flag(ARVID, kind=service.Type.ACCOUNT_REQUEST)).status == 200

    assert closed() == set()


def test_nobody_removed_is_an_answer_too(world: None, post: Post) -> None:
    assert ask(post, flag()).status == 200


def test_unused_mailboxes_are_named_at_each_operator(world: None, post: Post) -> None:
    Mailbox.objects.filter(holder__in=[ARVID, JOHAN]).update(opened_at=clock.now() - timedelta(days=100))

    assert unused(post, 90) == [ARVID]
    assert unused(post, 90, AT_KIVRA) == [JOHAN]


def test_a_negative_number_of_days_is_refused(world: None, post: Post) -> None:
    assert ask(post, service_service.GetUnusedMailboxes(arg0=-1)).fault.code == 5001


@pytest.mark.parametrize("caller", ["kommun-a", MMP, KIVRA, "formedlaren"])
def test_nobody_but_far_may_call(caller: str, world: None, post: Post) -> None:
    for request in (flag(ARVID), service_service.GetUnusedMailboxes(arg0=1)):
        refused = ask(post, request, by=caller)
        assert refused.fault.code == 5002
        assert str(store.load_identity("far").organisation) in refused.fault.description
    assert closed() == set()


def test_another_far_can_be_named(world: None, post: Post, settings: Settings) -> None:
    settings.REGISTER_ORGANISATION = store.load_identity("formedlaren").organisation.value

    assert ask(post, flag(ARVID), by="formedlaren").status == 200
    assert ask(post, flag(MARIA)).fault.code == 5002


def test_an_operator_that_is_not_played_here_has_no_address(world: None, post: Post) -> None:
    assert ask(post, flag(ARVID), "/webservice/accao/operators/brev.example/Service").status != 200


def test_a_fault_is_of_the_first_family(world: None, post: Post) -> None:
    reply = ask(post, flag(ARVID), by="kommun-a")

    [detail] = reply.element.findall("detail/*")
    assert detail.tag == "{http://minameddelanden.gov.se/Service}flagRemovedAccountsFault"


def test_the_contract_is_served_with_the_operator_s_own_address(world: None, client: Client) -> None:
    description = client.get(f"{AT_KIVRA}?wsdl").content.decode()

    assert "https://localhost:8443/webservice/accao/operators/kivra.com/Service" in description
    assert "getUnusedMailboxes" in description


def test_the_boundary_of_unused_days_is_exact_to_the_second(world: None, post: Post) -> None:
    Mailbox.objects.filter(holder=ARVID).update(opened_at=clock.now() - timedelta(days=90, seconds=60))
    Mailbox.objects.filter(holder=MARIA).update(opened_at=clock.now() - timedelta(days=90) + timedelta(seconds=60))

    assert unused(post, 90) == [ARVID]


def test_a_mailbox_that_was_flagged_is_flagged_again_without_a_fault(world: None, post: Post) -> None:
    answers = [ask(post, flag(ARVID, ARVID)).status for _ in range(2)]

    assert answers == [200, 200]
    assert closed() == {ARVID}


def test_who_was_flagged_is_not_among_the_unused(world: None, post: Post) -> None:
    Mailbox.objects.filter(holder__in=[ARVID, MARIA]).update(opened_at=clock.now() - timedelta(days=100))
    ask(post, flag(ARVID))

    assert unused(post, 90) == [MARIA]


@pytest.mark.parametrize("days", [2_147_483_647, 36_501])
def test_any_number_of_days_that_the_contract_can_write_is_answered(world: None, post: Post, days: int) -> None:
    assert unused(post, days) == []
