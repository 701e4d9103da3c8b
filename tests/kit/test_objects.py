"""The kit's objects over what the interface answers: values with plain names, and the calls that they make."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from minameddelanden import Actor, Checked, Company, Person, Preflight, Sender, Verdict
from minameddelanden.actors import Reachability
from minameddelanden.clock import Clock
from minameddelanden.deliveries import Deliveries, Delivery
from minameddelanden.exchanges import Exchange, Exchanges
from minameddelanden.faults import FaultRule, Faults
from minameddelanden.messages import Attachment, Message, Messages
from minameddelanden.people import number_of
from minameddelanden.rest import Rest
from minameddelanden.simulator import Run, World

from tests.cast import MARIA
from tests.kit.answering import Answering, answering_server

NOW = "2026-11-28T09:15:00+01:00"


@pytest.fixture(scope="module")
def server() -> Iterator[Answering]:
    with answering_server() as found:
        yield found


@pytest.fixture
def rest(server: Answering) -> Rest:
    server.asked.clear()
    server.will()
    return Rest(server.url)


def will(server: Answering, value: Any) -> None:
    server.will(body=json.dumps(value).encode())


def sent(server: Answering) -> Any:
    return json.loads(server.last.body)


def person(rest: Rest, **values: Any) -> Person:
    return Person(rest, {"number": MARIA, "name": "Maria", "operator": "kivra.com", **values})


def test_a_person_is_her_number_where_a_number_is_wanted(rest: Rest) -> None:
    maria = person(rest)

    assert (str(maria), maria.number, maria.name, maria.operator) == (MARIA, MARIA, "Maria", "kivra.com")
    assert number_of(maria) == number_of(MARIA) == MARIA
    assert person(rest, operator=None).operator is None


def test_two_of_the_same_answer_are_the_same(rest: Rest) -> None:
    assert person(rest) == person(rest)
    assert person(rest) != person(rest, number="1")


def test_a_person_logs_in_at_the_address_of_her_number(rest: Rest, server: Answering) -> None:
    person(rest).log_in()

    assert server.last.path == f"/api/v1/eid/legitimations/{MARIA}"


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda world: world.person(age=30), "/api/v1/people"),
        (lambda world: world.company(signatories=3), "/api/v1/companies"),
        (lambda world: world.operator(behaviour="strict"), "/api/v1/operators"),
    ],
)
def test_wishes_are_handed_on_as_they_are(
    rest: Rest, server: Answering, make: Callable[[World], Any], path: str
) -> None:
    make(World(rest, "https://x/"))

    assert (server.last.method, server.last.path) == ("POST", path)
    assert sent(server) in ({"age": 30}, {"signatories": 3}, {"behaviour": "strict"})


def test_a_sender_delivers_itself_and_an_actor_does_what_was_asked(rest: Rest, server: Answering) -> None:
    world = World(rest, "https://x/")

    assert isinstance(world.sender("Region"), Sender)
    assert sent(server) == {"organisation": "any", "name": "Region", "roles": ["sender", "relay"]}
    actor = world.actor(roles=("operator",), domain="a.example")
    assert type(actor) is Actor
    assert sent(server)["roles"] == ["operator"]
    assert sent(server)["domain"] == "a.example"
    assert isinstance(world.company(), Company)


def test_a_webhook_leaves_out_what_is_not_wished_for(rest: Rest, server: Answering) -> None:
    world = World(rest, "https://x/")

    world.webhook("http://a")
    assert sent(server) == {"url": "http://a"}
    world.webhook("http://a", sender="162021004748", events=("delivered",))
    assert sent(server) == {"url": "http://a", "sender": "162021004748", "events": ["delivered"]}


def test_an_actor_has_its_papers_in_each_form(rest: Rest) -> None:
    data = {
        "organisation": "165569990012",
        "name": "Region",
        "serial": "5f3a",
        "certificate_pem": "LEAF\n",
        "chain_pem": "CHAIN\n",
        "key_pem": "KEY",
        "ca_pem": "CA",
        "p12_base64": base64.b64encode(b"p12").decode(),
    }

    actor = Actor(rest, "https://x/", data)

    assert (actor.organisation, actor.number, str(actor)) == ("165569990012",) * 3
    assert actor.client_pem == "LEAF\nCHAIN\n"
    assert (actor.p12, actor.ca_pem, actor.serial, actor.name) == (b"p12", "CA", "5f3a", "Region")
    assert (actor.keys.key_pem, actor.keys.certificate_pem) == ("KEY", "LEAF\n")


def test_a_certificate_is_revoked_and_asked_about_by_its_serial_number(rest: Rest, server: Answering) -> None:
    actor = Actor(rest, "https://x/", {"serial": "5f/3a", "organisation": "1"})

    actor.revoke_certificate()
    assert server.last.path == "/api/v1/certificates/5f%2F3a/revoke"
    actor.preflight(sender="162021004748")
    assert server.last.path == "/api/v1/preflight?certificate=5f%2F3a&sender=162021004748"


def test_a_preflight_names_what_is_red_alone() -> None:
    lines = [
        {"light": "red", "reason": "a", "text": "Rätta"},
        {"light": "yellow", "reason": "", "text": "Se över"},
        {"light": "green", "reason": "", "text": "Klart"},
    ]

    assert Preflight({"ready": False, "lines": lines}).problems == {"a": "Rätta"}
    assert not Preflight({"ready": False, "lines": []}).is_ready
    assert Preflight({"ready": True, "lines": []}).is_ready


@pytest.mark.parametrize(
    ("values", "is_reachable"),
    [
        ({}, True),
        ({"address": ""}, False),
        ({"accepted": False}, False),
        ({"pending": True}, False),
    ],
)
def test_somebody_is_reached_who_has_an_address_and_accepts_and_has_signed(
    values: dict[str, Any], is_reachable: bool
) -> None:
    usual = {"type": "Secure", "pending": False, "accepted": True, "operator": "kivra.com", "address": "https://x"}

    assert Reachability(**{**usual, **values}).is_reachable is is_reachable


def test_an_envelope_s_problems_are_told_by_their_reasons() -> None:
    checked = Checked({"ok": False, "problems": [{"reason": "a"}, {"reason": "b"}]})

    assert (checked.ok, checked.reasons) == (False, ["a", "b"])


@pytest.mark.parametrize(("difference", "said"), [(None, ""), ("två för få", "två för få")])
def test_a_verdict_is_true_where_it_holds(difference: str | None, said: str) -> None:
    verdict = Verdict({"holds": difference is None, "found": 2, "difference": difference})

    assert bool(verdict) is (difference is None)
    assert (verdict.found, verdict.difference) == (2, said)


@pytest.mark.parametrize(
    ("demand", "said"),
    [
        ({}, {"exactly": 0}),
        ({"exactly": 2}, {"exactly": 2}),
        ({"at_least": 1}, {"at_least": 1}),
        ({"exactly": 0}, {"exactly": 0}),
    ],
)
def test_a_verdict_is_asked_for_by_one_number(
    rest: Rest, server: Answering, demand: dict[str, int], said: dict[str, int]
) -> None:
    Messages(rest).verify(**demand, recipient=person(rest), subject=None)

    assert sent(server) == {"filter": {"recipient": MARIA}, **said}


@pytest.mark.parametrize("kind", [Messages, Exchanges, Deliveries])
def test_a_wait_has_longer_for_its_answer_than_for_what_it_waits_for(
    rest: Rest, server: Answering, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    will(server, {"found": 0, "results": []})
    given: list[float] = []
    ask = rest.post

    def post(path: str, body: dict[str, Any], timeout: float) -> Any:
        given.append(timeout)
        return ask(path, body, timeout)

    monkeypatch.setattr(rest, "post", post)

    kind(rest).wait(count=3, timeout=7.5, label="run", sender=None, recipient=person(rest))

    assert sent(server) == {"filter": {"label": "run", "recipient": MARIA}, "count": 3, "timeout": 7.5}
    assert given[0] > 7.5


@pytest.mark.parametrize("kind", [Messages, Exchanges, Deliveries])
def test_what_is_found_now_is_asked_for_by_its_filters(rest: Rest, server: Answering, kind: Any) -> None:
    path = kind.__name__.lower()
    will(server, {"results": [{"id": "1"}, {"id": "2"}]})

    found = kind(rest).find(recipient=person(rest), label=None)

    assert server.last.path == f"/api/v1/{path}?recipient={MARIA}"
    assert [each.data["id"] for each in found] == ["1", "2"]


def test_a_message_is_read_by_its_holder_and_looked_at_again(rest: Rest, server: Answering) -> None:
    message = Message(rest, {"id": "m1", "read": False})
    will(server, {"id": "m1", "read": True})

    assert message.read().is_read
    assert [(asked.method, asked.path) for asked in server.asked[-2:]] == [
        ("POST", "/api/v1/messages/m1/read"),
        ("GET", "/api/v1/messages/m1"),
    ]
    assert not message.is_read


def test_a_message_says_what_lies_in_the_mailbox(rest: Rest) -> None:
    names = ("id", "recipient", "sender", "operator", "subject", "body", "trace", "trans_id")
    message = Message(rest, {**{name: f"its {name}" for name in names}, "warnings": ["a"], "announcements": [{}]})

    assert [getattr(message, name) for name in names] == [f"its {name}" for name in names]
    assert (message.warnings, message.announcements) == (["a"], [{}])


def test_the_bytes_of_a_file_are_those_that_were_signed() -> None:
    attachment = Attachment(
        {
            "filename": "a.pdf",
            "content_type": "application/pdf",
            "content_base64": base64.b64encode(b"\x00%PDF").decode(),
            "sha256": "ab",
        }
    )

    assert (attachment.name, attachment.content_type) == ("a.pdf", "application/pdf")
    assert (attachment.content, attachment.sha256) == (b"\x00%PDF", "ab")


def test_a_delivery_has_a_state_for_each_recipient(rest: Rest, server: Answering) -> None:
    delivery = Delivery(rest, {"distribution_id": "d", "legs": [{"state": "waiting"}, {"state": "delivered"}]})

    assert (delivery.id, delivery.states) == ("d", ["waiting", "delivered"])
    Deliveries(rest).get("a/b")
    assert server.last.path == "/api/v1/deliveries/a%2Fb"


def test_an_exchange_tells_why_and_whose_turn_it_is(rest: Rest) -> None:
    names = ("operation", "verdict", "check", "reason", "at_fault", "where", "fix", "trace", "curl")
    exchange = Exchange(rest, {**{name: f"its {name}" for name in names}, "id": 7, "retry": None, "octets": ""})

    assert [getattr(exchange, name) for name in names] == [f"its {name}" for name in names]
    assert (exchange.id, exchange.may_be_repeated, exchange.octets) == ("7", False, "")
    assert exchange.hashed_octets() == {}


def test_the_octets_of_each_form_are_fetched_from_their_addresses(rest: Rest, server: Answering) -> None:
    address = f"{server.url}/octets"
    will(server, {"results": [{"signature": "seal", "form": "normalised", "address": f"{address}/1"}]})

    found = Exchange(rest, {"octets": address}).hashed_octets()

    assert list(found) == ["seal/normalised"]
    assert [asked.path for asked in server.asked[-2:]] == ["/octets", "/octets/1"]


def test_the_first_exchange_that_matches_is_the_one_that_was_waited_for(rest: Rest, server: Answering) -> None:
    will(server, {"results": [{"id": 1}]})

    assert Exchanges(rest).wait_for_one(verdict="refused").id == "1"
    assert sent(server)["count"] == 1


@pytest.mark.parametrize(
    ("wishes", "effect"),
    [
        ({"code": 4999}, {"fault": {"code": 4999}}),
        ({"delay_ms": 0}, {"delay_ms": 0}),
        ({"delivered": False}, {"delivered": False}),
        ({"breaks": "reset"}, {"break": "reset"}),
        ({}, {}),
    ],
)
def test_a_fault_says_what_was_wished_for_and_nothing_else(
    rest: Rest, server: Answering, wishes: dict[str, Any], effect: dict[str, Any]
) -> None:
    Faults(rest).add("operator", recipient=person(rest), times=2, **wishes)

    assert sent(server) == {"at": "operator", "recipient": MARIA, "times": 2, **effect}


def test_a_rule_is_counted_and_removed_by_its_id(rest: Rest, server: Answering) -> None:
    rule = FaultRule(rest, {"id": "r1", "hits": 0})
    will(server, {"hits": 3})

    assert rule.hits() == 3
    rule.remove()
    assert (server.last.method, server.last.path) == ("DELETE", "/api/v1/faults/r1")


def test_rules_are_listed(rest: Rest, server: Answering) -> None:
    will(server, {"results": [{"id": "a"}, {"id": "b"}]})

    assert [rule.id for rule in Faults(rest).find()] == ["a", "b"]


def test_the_clock_is_moved_by_what_was_asked(rest: Rest, server: Answering) -> None:
    will(server, {"now": NOW})
    clock = Clock(rest)

    assert clock.now() == clock.advance("P1D") == datetime.fromisoformat(NOW)
    assert sent(server) == {"advance": "P1D"}
    clock.set(datetime(2027, 1, 1, tzinfo=UTC))
    assert sent(server) == {"set": "2027-01-01T00:00:00+00:00"}
    clock.freeze()
    assert sent(server) == {"freeze": True}


def fail() -> None:
    raise LookupError("the test's own")


def test_a_clock_that_was_moved_for_a_block_comes_back_however_it_ends(rest: Rest, server: Answering) -> None:
    will(server, {"now": NOW})

    with Clock(rest).advanced("P1D") as moment:
        assert moment == datetime.fromisoformat(NOW)
    with pytest.raises(LookupError), Clock(rest).advanced("P1D"):
        fail()

    methods = [asked.method for asked in server.asked]
    assert methods == ["POST", "DELETE"] * 2
    assert server.last.path == "/api/v1/clock"


def test_a_run_is_removed_however_its_block_ends(rest: Rest, server: Answering) -> None:
    run = Run(rest, "https://x/", {"id": "r1", "label": "körning 1"})

    with run:
        assert server.asked == []
    with pytest.raises(LookupError), run:
        fail()

    assert [(asked.method, asked.path) for asked in server.asked] == [("DELETE", "/api/v1/runs/r1")] * 2
    assert (run.id, run.label) == ("r1", "körning 1")


def test_what_is_made_in_a_run_carries_its_label(rest: Rest, server: Answering) -> None:
    Run(rest, "https://x/", {"id": "r1", "label": "run 1"}).person()

    headers = {name.lower(): value for name, value in server.last.headers.items()}
    assert headers["x-mm-label"] == "run 1"


def test_an_envelope_is_checked_byte_for_byte(rest: Rest, server: Answering) -> None:
    will(server, {"ok": True, "problems": []})

    assert World(rest, "https://x/").check(b"<a>\r\n\xc3\xa5</a>").ok
    assert (server.last.body, server.last.headers["Content-Type"]) == (b"<a>\r\n\xc3\xa5</a>", "text/xml")
