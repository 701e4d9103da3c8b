"""A SOAP call that a tester disrupts: the rule is found by what the call says, and the answer is the rule's."""

from collections.abc import Iterator

import pytest
from lxml import etree

from contracts import catalogue, service_v3
from infra import trace
from infra.errors.codes import ErrorCode
from infra.errors.explanation import AtFault
from infra.hooks import disruptions
from infra.hooks.disruptions import Break, Disruption, DisruptionPlace, Occasion, ProvokedFault
from infra.soap import disrupted
from testbed.faults.finding import RuleSource
from tests.cast import ARVID, MARIA

SENDER = "162021004748"


class Listener:
    """A source without rules, which notes the occasions that it is asked about."""

    def __init__(self) -> None:
        self.asked: list[Occasion] = []

    def may_disrupt(self) -> bool:
        return True

    def find(self, occasion: Occasion) -> Disruption | None:
        self.asked.append(occasion)
        return None

    def is_removed(self, rule: str) -> bool:
        return not rule


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    disruptions.register_source(made)
    with trace.use_label("en körning"):
        yield made
    disruptions.register_source(RuleSource())


def ask(listener: Listener, body: str, path: str = "Recipient/v3") -> Occasion:
    operation = next(iter(catalogue.ALL_SERVICES[path].operations.values()))
    disrupted.disruption_of(path, operation, etree.fromstring(body), frozenset({SENDER}), certificate="1f")
    [occasion] = listener.asked
    return occasion


@pytest.mark.parametrize(
    "body",
    [
        f"<isReachable><senderOrgNr>{SENDER}</senderOrgNr></isReachable>",
        f'<isReachable xmlns="urn:any"><senderOrgNr> {SENDER}\n</senderOrgNr></isReachable>',
        f"<call><senderId>{SENDER}</senderId></call>",
        f"<delivery><Header><Sender><Id>{SENDER}</Id></Sender></Header></delivery>",
        f"<delivery><Header><sender><Id>{SENDER}</Id></sender></Header></delivery>",
        f"<delivery><Matter><Id>1</Id></Matter><Sender><Id>{SENDER}</Id></Sender></delivery>",
    ],
)
def test_the_sender_is_found_wherever_the_operation_has_it(listener: Listener, body: str) -> None:
    assert ask(listener, body).sender == SENDER


@pytest.mark.parametrize(
    "body", ["<call/>", "<call><senderOrgNr/></call>", "<call><Matter><Id>1</Id></Matter></call>"]
)
def test_a_call_that_names_no_sender_has_none(listener: Listener, body: str) -> None:
    assert ask(listener, body).sender == ""


@pytest.mark.parametrize("name", ["Recipient", "recipientId", "RecipientId", "PersonId", "personId"])
def test_all_recipients_are_found_in_their_order(listener: Listener, name: str) -> None:
    body = f'<call xmlns="urn:any"><{name}>{MARIA}</{name}><{name}> {ARVID} </{name}></call>'

    assert ask(listener, body).recipients == [MARIA, ARVID]


def test_an_occasion_says_which_operation_was_called_by_whom_and_in_which_run(listener: Listener) -> None:
    occasion = ask(listener, "<call/>", path="Service/v3")

    assert occasion.place is DisruptionPlace.OPERATOR
    assert occasion.operation in {found.name for found in catalogue.ALL_SERVICES["Service/v3"].operations.values()}
    assert occasion.names == {SENDER}
    assert occasion.label == "en körning"


@pytest.mark.parametrize("path", catalogue.ALL_SERVICES)
def test_every_service_has_a_place(path: str) -> None:
    assert disrupted.place_at(path) in DisruptionPlace


def test_services_are_at_the_place_of_their_owner() -> None:
    assert disrupted.place_at("Recipient/v3") is DisruptionPlace.FAR
    assert disrupted.place_at("Message/v3") is DisruptionPlace.RELAY
    assert disrupted.place_at("Service/v3") is DisruptionPlace.OPERATOR


@pytest.mark.parametrize("path", catalogue.ALL_SERVICES)
def test_an_operation_is_found_by_the_element_of_its_request(path: str) -> None:
    # Two versions may share an element: the place and the operation are the same.
    for name, operation in catalogue.ALL_SERVICES[path].operations.items():
        found_path, found = disrupted.operation_at(name)
        assert found.name == operation.name
        assert disrupted.place_at(found_path) is disrupted.place_at(path)


def test_a_rule_without_a_code_refuses_nothing() -> None:
    disrupted.require_no_fault(Disruption("r", delay_seconds=1), "Recipient/v3")


def test_a_rule_s_fault_has_its_code_and_names_the_rule() -> None:
    with pytest.raises(ProvokedFault) as refused:
        disrupted.require_no_fault(Disruption("regel-7", code=6005), "Recipient/v3")

    assert refused.value.code is ErrorCode.DISPATCHER_NOT_APPROVED
    assert all("regel-7" in words for words in refused.value.text)


@pytest.mark.parametrize(
    ("path", "code", "at_fault"),
    [
        ("Service/v3", 4999, AtFault.OPERATOR),
        ("Service/v3", 5001, AtFault.OPERATOR),
        ("Recipient/v3", 4999, AtFault.INFRASTRUCTURE),
        ("Recipient/v3", 5001, AtFault.YOU),
    ],
)
def test_at_an_operator_it_is_the_operator_who_must_act(path: str, code: int, at_fault: AtFault) -> None:
    with pytest.raises(ProvokedFault) as refused:
        disrupted.require_no_fault(Disruption("r", code=code), path)

    assert refused.value.explanation.at_fault is at_fault


def test_one_provoked_fault_does_not_change_the_next() -> None:
    for code in (6005, 4999):
        with pytest.raises(ProvokedFault) as refused:
            disrupted.require_no_fault(Disruption("r", code=code), "Recipient/v3")
        assert refused.value.code == code


@pytest.mark.parametrize("how", list(Break))
def test_a_broken_answer_is_told_to_the_journal_by_its_kind(how: Break) -> None:
    problem = disrupted.broken_off(how)

    assert problem.explanation.reason == "answer-broken-by-a-rule"
    assert all(how.value in words for words in problem.text)


def test_an_operator_says_of_each_recipient_that_nothing_was_delivered() -> None:
    body = etree.fromstring(f"<d><Recipient>{MARIA}</Recipient><Recipient>{ARVID}</Recipient></d>")

    answer = disrupted.not_delivered("deliverSecure", body)

    assert isinstance(answer, service_v3.DeliverSecureResponse)
    assert answer.return_value is not None
    assert [(each.recipient_id, each.delivered) for each in answer.return_value.status] == [
        (MARIA, False),
        (ARVID, False),
    ]


def test_so_it_does_of_a_notification() -> None:
    body = etree.fromstring(f"<d><Recipient>{MARIA}</Recipient></d>")

    answer = disrupted.not_delivered("notify", body)

    assert isinstance(answer, service_v3.NotifyResponse)
    assert answer.return_value is not None
    [status] = answer.return_value.status
    assert status.recipient_id == MARIA
    assert status.delivery_status is not None
    assert status.delivery_status.delivered_flag is False


def test_two_such_answers_have_transaction_ids_of_their_own() -> None:
    body = etree.fromstring(f"<d><Recipient>{MARIA}</Recipient></d>")
    first, second = (disrupted.not_delivered("notify", body) for _ in range(2))

    assert isinstance(first, service_v3.NotifyResponse)
    assert isinstance(second, service_v3.NotifyResponse)
    assert first.return_value is not None
    assert second.return_value is not None
    assert first.return_value.trans_id != second.return_value.trans_id


def test_an_operation_that_delivers_nothing_has_no_such_answer() -> None:
    assert disrupted.not_delivered("isReachable", etree.fromstring("<d/>")) is None
