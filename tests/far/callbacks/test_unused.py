"""The register asks operators for mailboxes that nobody has opened for a long time."""

from datetime import timedelta

import pytest

from far.callbacks.operator_calls import callback_address
from far.callbacks.unused import ask_for_unused_mailboxes
from far.models import ServiceSupplier
from infra import clock
from infra.errors import ApplicationError, InternalError
from infra.identity import RecipientId
from infra.soap.call_failures import CallFailed
from infra.soap.messages.faults import Fault
from infra.texts import Text
from mailbox_operator.models import Mailbox, Operator
from tests.far.accounts.cast import JOHAN, KIVRA
from tests.far.callbacks.conftest import Play, supplier


def test_the_operator_names_the_holders_of_unused_mailboxes(world: None) -> None:
    Mailbox.objects.filter(holder=JOHAN).update(opened_at=clock.now() - timedelta(days=400))

    assert ask_for_unused_mailboxes(supplier(KIVRA), 365) == [JOHAN]
    assert ask_for_unused_mailboxes(supplier(KIVRA), 500) == []


def test_an_operator_that_refuses_is_quoted(play: Play) -> None:
    play(KIVRA).fault = Fault(5002, Text("inte du", "not you"), "call id of twenty characters")

    with pytest.raises(ApplicationError) as refusal:
        ask_for_unused_mailboxes(supplier(KIVRA), 30)

    assert "kivra.com" in refusal.value.text.english
    assert "no use to ask again" in refusal.value.text.english
    assert "“not you” (5002)" in refusal.value.text.english
    assert "”inte du” (5002)" in refusal.value.text.swedish


@pytest.mark.parametrize("code", [0, 4999])
def test_an_operator_in_trouble_is_told_of_in_words(play: Play, code: int) -> None:
    play(KIVRA).fault = Fault(code, Text("trasigt", "broken"), "call id of twenty characters")

    with pytest.raises(InternalError) as problem:
        ask_for_unused_mailboxes(supplier(KIVRA), 30)

    assert problem.value.text.swedish.startswith("Operatören kivra.com har ett eget fel")
    assert "Ask again later. It answered: “broken”" in problem.value.text.english


def test_an_operator_that_does_not_answer_can_be_asked_again(play: Play) -> None:
    play(KIVRA).problem = CallFailed("tiger", "is silent")

    with pytest.raises(InternalError) as problem:
        ask_for_unused_mailboxes(supplier(KIVRA), 30)

    assert "is silent" in problem.value.text.english


@pytest.mark.parametrize(
    ("service", "callback"),
    [
        ("https://brev.example/Service/v3", "https://brev.example/Service"),
        ("https://brev.example/Service/v2/", "https://brev.example/Service"),
        ("https://brev.example/mm/Service", "https://brev.example/mm/Service"),
        ("https://brev.example/v3/Service/v3?x=1", "https://brev.example/v3/Service?x=1"),
    ],
)
def test_version_1_is_at_the_address_without_a_version(service: str, callback: str) -> None:
    assert callback_address(ServiceSupplier(service_path=service)) == callback


def test_what_operators_name_are_identity_numbers(world: None) -> None:
    for operator in Operator.objects.all():
        found = ask_for_unused_mailboxes(supplier(operator.name), 0)

        assert [RecipientId.from_contract(number).value for number in found] == list(found)
