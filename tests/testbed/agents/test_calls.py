"""Tools call the REST interface as anybody does: arguments in their places, the agent's rights, any value."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from testbed.agents.calls import RestAnswer, call_operation
from testbed.agents.catalogue import (
    BODY,
    CHANGING,
    READING,
    RUN,
    RestOperation,
    offered_operations,
    operation_named,
)
from tests import cast
from tests.testbed.agents.test_agents import KOMMUN_A, Agent

ALL = offered_operations(may_change=True)


def environ(**more: str) -> dict[str, Any]:
    request: HttpRequest = RequestFactory().post("/mcp", b"{}", content_type="application/json", headers=more)
    return dict(request.META)


def call(name: str, **arguments: Any) -> RestAnswer:
    return call_operation(operation_named(name), arguments, environ())


def kinds_of(schema: dict[str, Any]) -> list[str]:
    kind = schema.get("type", "string")
    return kind if isinstance(kind, list) else [kind]


@pytest.fixture
def agent(client: Client) -> Agent:
    return Agent(client)


@pytest.mark.parametrize("operation", ALL.values(), ids=lambda operation: operation.name)
def test_every_argument_has_a_place_and_every_part_of_the_path_is_an_argument(operation: RestOperation) -> None:
    properties = set(operation.input_schema["properties"])

    assert set(operation.places) | {RUN} == properties
    in_path = {name for name, place in operation.places.items() if place == "path"}
    assert operation.path.format_map(dict.fromkeys(in_path, "x")).count("{") == 0
    assert in_path <= set(operation.input_schema["required"])
    assert set(operation.input_schema["required"]) <= properties


@pytest.mark.parametrize("operation", ALL.values(), ids=lambda operation: operation.name)
def test_arguments_of_a_query_are_single_values(operation: RestOperation) -> None:
    properties = operation.input_schema["properties"]

    for name, place in operation.places.items():
        if place == "query":
            assert not {"array", "object"} & set(kinds_of(properties[name])), name


@pytest.mark.parametrize("operation", ALL.values(), ids=lambda operation: operation.name)
def test_what_must_be_said_is_never_nothing(operation: RestOperation) -> None:
    """So that null for such an argument is the same as leaving it out."""
    properties = operation.input_schema["properties"]

    for name in operation.input_schema["required"]:
        assert "null" not in kinds_of(properties[name])


def test_no_tool_is_offered_twice_and_none_both_reads_and_changes() -> None:
    assert len(set(READING)) == len(READING)
    assert len(set(CHANGING)) == len(CHANGING)
    assert not set(READING) & set(CHANGING)
    assert [name for name, operation in ALL.items() if operation.changes] == list(CHANGING)


def test_tools_that_delete_or_put_are_said_to_change() -> None:
    assert {operation.method for operation in ALL.values() if not operation.changes} <= {"GET", "POST"}


def test_every_tool_says_what_it_is_for_in_english_and_takes_a_run() -> None:
    for operation in ALL.values():
        assert operation.description[0].isupper()
        assert operation.input_schema["properties"][RUN]["type"] == "string"


def test_an_operation_that_there_is_not_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        operation_named("drop_everything")


@pytest.mark.parametrize(
    "name", ["list_exchanges", "list_messages", "list_deliveries", "list_actors", "list_runs"]
)
def test_null_is_the_same_as_leaving_it_out(world: None, name: str) -> None:
    operation = operation_named(name)
    nothing = {each: None for each, place in operation.places.items() if place == "query"}

    answer = call(name, **nothing)

    assert not answer.is_refusal, answer.text
    assert answer.value == call(name).value


def test_null_for_a_part_of_the_path_is_missing(agent: Agent) -> None:
    assert agent.call("get_actor", organisation=None)["error"]["message"] == "get_actor needs organisation."


def test_null_in_a_body_is_said_to_the_interface(world: None) -> None:
    made = call("make_person", operator=None)

    assert not made.is_refusal, made.text
    assert made.value is not None
    assert made.value["operator"] is None


def test_truth_is_written_as_addresses_have_it(kommun_a: cast.Sender) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    unread, read = call("list_messages", read=False).value, call("list_messages", read=True).value

    assert unread is not None
    assert read is not None
    assert (len(unread["results"]), len(read["results"])) == (1, 0)


@given(st.text(max_size=40))
@how(max_examples=25, deadline=None)
def test_any_text_in_a_path_stays_within_its_operation(text: str) -> None:
    """It is refused or not found, and reaches no other address by slashes, points or question marks."""
    [name] = [each for each, place in operation_named("get_exchange").places.items() if place == "path"]

    assert call("get_exchange", **{name: f"x{text}"}).status == 404


@pytest.mark.parametrize(
    "number", ["../people", "162021004748/../162021004748", "162021004748?limit=1", "%2e%2e/runs"]
)
def test_an_address_cannot_be_smuggled_in_as_a_number(world: None, number: str) -> None:
    answer = call("get_actor", organisation=number)

    assert answer.is_refusal


def test_a_tool_is_called_within_the_run_that_it_names(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    everything, of_run = call("list_messages").value, call("list_messages", run="körning å").value

    assert everything is not None
    assert of_run is not None
    assert (len(everything["results"]), len(of_run["results"])) == (1, 0)


@pytest.mark.parametrize("run", ["x" * 101, "a\nb", "\x00"])
def test_a_run_s_label_that_no_header_can_have_is_refused(world: None, run: str) -> None:
    answer = call("list_messages", run=run)

    assert answer.status == 400


def test_an_envelope_is_checked_as_it_is_given(kommun_a: cast.Sender) -> None:
    answer = call("check_envelope", body=kommun_a.letter().request.decode())

    assert answer.value is not None
    assert answer.value["ok"] is True


def test_an_envelope_in_swedish_letters_is_checked_too(world: None) -> None:
    answer = call("check_envelope", body="<å>ö</å>")

    assert answer.value is not None
    assert [problem["reason"] for problem in answer.value["problems"]] == ["no-soap-envelope"]


def test_the_password_of_the_agent_opens_what_it_calls(world: None, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "a long sentence"

    without = call_operation(operation_named("list_lanes"), {}, environ())
    with_it = call_operation(operation_named("list_lanes"), {}, environ(Authorization="Bearer a long sentence"))

    assert (without.status, with_it.status) == (401, 200)


@pytest.mark.parametrize("headers", [{"If-None-Match": "*"}, {"Range": "bytes=0-1"}, {"Accept": "text/html"}])
def test_how_the_agent_wants_its_own_answer_does_not_change_what_is_read(
    world: None, headers: dict[str, str]
) -> None:
    answer = call_operation(operation_named("list_people"), {}, environ(**headers))

    assert answer.status == 200
    assert answer.value is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("[]", None), ('"a"', None), ("no json", None), ('{"a": 1}', {"a": 1}), ("1", None)],
)
def test_only_an_object_is_structured_content(text: str, value: Any) -> None:
    assert RestAnswer(200, text).value == value


@pytest.mark.parametrize(
    ("status", "is_refusal"), [(200, False), (204, False), (302, False), (400, True), (503, True)]
)
def test_an_answer_is_a_refusal_by_its_status(status: int, is_refusal: bool) -> None:
    assert RestAnswer(status, "").is_refusal is is_refusal


def test_a_run_is_made_looked_at_and_removed_by_an_agent(agent: Agent, settings: Settings, world: None) -> None:
    settings.MCP = "write"
    made = agent.call("make_run", name="Prov")["structuredContent"]

    found = agent.call("get_run", run=made["label"])
    removed = agent.call("remove_run", run=made["id"])

    assert found["structuredContent"]["id"] == made["id"]
    assert not removed["isError"]
    assert removed["content"][0]["text"] == "Done."
    assert agent.call("get_run", run=made["label"])["isError"]


def test_a_run_that_a_tool_is_about_is_named_and_explained(agent: Agent) -> None:
    assert "id or its label" in agent.tools["get_run"]["inputSchema"]["properties"]["run"]["description"]
    assert agent.call("get_run")["error"]["message"] == "get_run needs run."


def test_a_fault_that_an_agent_makes_for_a_run_touches_that_run_alone(
    agent: Agent, settings: Settings, world: None
) -> None:
    settings.MCP = "write"

    made = agent.call("create_fault", at="far", run="körning 1", fault={"code": 4999})["structuredContent"]

    assert made["run"] == "körning 1"


def test_a_person_is_made_written_to_and_read_by_an_agent_alone(
    agent: Agent, settings: Settings, kommun_a: cast.Sender
) -> None:
    settings.MCP = "write"
    number = agent.call("make_person")["structuredContent"]["number"]
    kommun_a.deliver(kommun_a.letter(number))

    [message] = agent.call("list_messages", recipient=number)["structuredContent"]["results"]
    read = agent.call("read_message", message_id=message["id"])["structuredContent"]
    verdict = agent.call("verify_messages", filter={"recipient": number, "read": True}, exactly=1)

    assert read["read"] is True
    assert verdict["structuredContent"]["holds"] is True


def test_a_tool_that_a_seeded_actor_is_looked_up_with_answers_the_same_twice(agent: Agent, world: None) -> None:
    assert agent.call("get_actor", organisation=KOMMUN_A) == agent.call("get_actor", organisation=KOMMUN_A)


def test_places_that_are_not_known_are_members_of_the_body() -> None:
    assert BODY == "body"
    assert operation_named("make_person").places["age"] == BODY
