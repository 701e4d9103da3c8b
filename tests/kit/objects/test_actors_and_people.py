"""The kit's people, senders, actors and certificates: values with plain names, and the calls that they make."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from minameddelanden import Actor, Checked, Company, Preflight, Sender
from minameddelanden.actors import Reachability
from minameddelanden.people import number_of
from minameddelanden.rest import Rest
from minameddelanden.simulator import World

from tests.cast import MARIA
from tests.kit.answering_server import Answering
from tests.kit.objects.answers import person, sent


def test_a_person_is_her_number_where_a_number_is_wanted(rest: Rest) -> None:
    maria = person(rest)

    assert (str(maria), maria.number, maria.name, maria.operator) == (MARIA, MARIA, "Maria", "kivra.com")
    assert number_of(maria) == number_of(MARIA) == MARIA
    assert person(rest, operator=None).operator is None


def test_two_of_the_same_answer_are_the_same(rest: Rest) -> None:
    assert person(rest) == person(rest)
    assert person(rest) != person(rest, number="1")


def test_a_person_has_an_e_legitimation_and_a_mailbox_at_the_address_of_her_number(
    rest: Rest, server: Answering
) -> None:
    maria = person(rest)

    maria.e_legitimation()
    assert (server.last.method, server.last.path) == ("PUT", f"/api/v1/eid/legitimations/{MARIA}")
    maria.empty_mailbox()
    assert (server.last.method, server.last.path) == ("POST", f"/api/v1/mailboxes/{MARIA}/reset")


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
