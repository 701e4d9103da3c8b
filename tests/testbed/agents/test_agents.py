"""Agents use the REST interface as tools: to look unless they may change, and only with the password."""

import gzip
import json
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings as django_settings
from django.test import Client
from mcp.client.session import ClientSession
from mcp.client.streamable_http import streamable_http_client
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from testbed.agents.catalogue import CHANGING, READING, operation_named

ACCEPT = "application/json, text/event-stream"
KOMMUN_A = "162021004748"


class Agent:
    """An agent that speaks the protocol through the whole Django application."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        answer = self.post({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = json.loads(answer.content)
        return found

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        answer = self.ask("tools/call", name=tool, arguments=arguments)
        return answer.get("result") or answer

    def post(self, message: dict[str, Any], **headers: str) -> Any:
        return self._client.post(
            "/mcp", json.dumps(message), content_type="application/json", headers={"Accept": ACCEPT, **headers}
        )

    @property
    def tools(self) -> dict[str, dict[str, Any]]:
        return {tool["name"]: tool for tool in self.ask("tools/list")["result"]["tools"]}


def found_actor(agent: Agent, name: str = "Region X") -> bool:
    actors = agent.call("list_actors", limit=200)["structuredContent"]["results"]
    return name in [actor["name"] for actor in actors]


@pytest.fixture
def agent(client: Client) -> Agent:
    return Agent(client)


@pytest.mark.parametrize("name", [*READING, *CHANGING])
def test_every_tool_is_an_operation_of_the_interface(name: str) -> None:
    operation = operation_named(name)

    assert operation.description
    assert operation.input_schema["type"] == "object"
    assert "$ref" not in json.dumps(operation.input_schema)


def test_tools_that_are_said_to_read_are_no_changes_over_http() -> None:
    methods = {operation_named(name).method for name in CHANGING}

    assert "GET" not in methods


def test_an_agent_may_look_unless_more_is_switched_on(agent: Agent, settings: Settings) -> None:
    assert set(agent.tools) == set(READING)

    settings.MCP = "write"

    assert set(agent.tools) == {*READING, *CHANGING}


def test_tools_say_whether_they_change_anything(agent: Agent, settings: Settings) -> None:
    settings.MCP = "write"

    hints = {name: tool["annotations"]["readOnlyHint"] for name, tool in agent.tools.items()}

    assert [name for name, only_reads in hints.items() if not only_reads] == list(CHANGING)


def test_a_tool_answers_what_rest_answers(agent: Agent, client: Client, world: None) -> None:
    found = agent.call("get_actor", organisation=KOMMUN_A)

    assert not found["isError"]
    assert found["structuredContent"] == client.get(f"/api/v1/actors/{KOMMUN_A}").json()


def test_an_agent_that_takes_compressed_answers_can_read_them(agent: Agent, client: Client, world: None) -> None:
    call = {"name": "list_people", "arguments": {}}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}

    answer = agent.post(message, **{"Accept-Encoding": "gzip"})

    octets = gzip.decompress(answer.content) if answer.headers.get("Content-Encoding") else answer.content
    assert (
        json.loads(octets)["result"]["structuredContent"] == client.get(operation_named("list_people").path).json()
    )


def test_an_argument_that_is_missing_is_named(agent: Agent) -> None:
    assert agent.call("get_actor")["error"]["message"] == "get_actor needs organisation."


def test_arguments_go_where_the_operation_takes_them(agent: Agent, world: None) -> None:
    found = agent.call("list_actors", limit=1)

    assert len(found["structuredContent"]["results"]) == 1
    assert "limit" in agent.tools["list_actors"]["inputSchema"]["properties"]


def test_a_refusal_comes_back_in_its_words(agent: Agent, world: None) -> None:
    found = agent.call("get_actor", organisation="162021006230")

    assert found["isError"]
    assert found["structuredContent"]["type"].endswith(":not-found")


def test_an_argument_that_the_operation_does_not_know_is_named(
    agent: Agent, settings: Settings, world: None
) -> None:
    settings.MCP = "write"

    found = agent.call("make_actor", nmae="Region X")

    assert found["isError"]
    assert "nmae" in found["content"][0]["text"]


def test_a_change_is_refused_with_the_setting_that_allows_it(agent: Agent, world: None) -> None:
    answer = agent.call("make_actor", name="Region X")

    assert "MM_MCP=write" in answer["error"]["message"]
    assert not found_actor(agent)


def test_a_change_is_made_when_changes_are_switched_on(agent: Agent, settings: Settings, world: None) -> None:
    settings.MCP = "write"

    made = agent.call("make_actor", name="Region X")

    assert not made["isError"], made
    assert found_actor(agent)


def test_a_tool_that_does_not_exist_is_told(agent: Agent) -> None:
    assert "tools/list" in agent.call("drop_everything")["error"]["message"]


def test_the_documents_are_resources(agent: Agent) -> None:
    listed = agent.ask("resources/list")["result"]["resources"]
    [relay] = [resource for resource in listed if resource["uri"] == "document:///docs/relay.md"]

    [read] = agent.ask("resources/read", uri=relay["uri"])["result"]["contents"]

    assert read["text"] == (django_settings.BASE_DIR / "docs/relay.md").read_text()


@pytest.mark.parametrize("uri", ["document:///docs/nowhere.md", "document:///../manage.py", "file:///etc/passwd"])
def test_nothing_else_of_the_machine_is_a_resource(agent: Agent, uri: str) -> None:
    assert "error" in agent.ask("resources/read", uri=uri)


def test_nothing_is_offered_when_it_is_switched_off(agent: Agent, settings: Settings) -> None:
    settings.MCP = "off"

    assert agent.post({}).status_code == 404


def test_the_password_is_demanded_and_goes_on_to_the_tools(agent: Agent, settings: Settings, world: None) -> None:
    settings.CONSOLE_PASSWORD = "a long sentence"
    message = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "list_lanes", "arguments": {}},
    }

    without = agent.post(message)
    with_it = agent.post(message, Authorization="Bearer a long sentence")

    assert without.status_code == 401
    assert not with_it.json()["result"]["isError"]


@pytest.mark.parametrize("header", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_pages_of_other_sites_are_refused(agent: Agent, header: dict[str, str]) -> None:
    assert agent.post({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, **header).status_code == 403


@pytest.mark.parametrize("content", ["", "nonsense", "[]", '{"jsonrpc": "2.0"}', "\x00"])
def test_what_is_no_message_of_the_protocol_is_refused(client: Client, content: str) -> None:
    answer = client.post("/mcp", content, content_type="application/json", headers={"Accept": ACCEPT})

    assert answer.status_code == 400


def test_other_methods_than_post_are_refused(client: Client) -> None:
    assert client.get("/mcp").status_code == 405


@pytest.mark.django_db(transaction=True)
def test_the_protocol_s_own_client_works_with_it(live_server: LiveServer) -> None:
    async def talk() -> tuple[str, list[str]]:
        async with (
            streamable_http_client(f"{live_server.url}/mcp") as (read, write),
            ClientSession(read, write) as me,
        ):
            started = await me.initialize()
            tools = await me.list_tools()
            return started.instructions or "", [tool.name for tool in tools.tools]

    instructions, tools = async_to_sync(talk)()

    assert "# Work with the simulator" in instructions
    assert tools == list(READING)


def test_an_agent_holds_letters_sees_none_held_and_lets_them_go(
    agent: Agent, settings: Settings, world: None
) -> None:
    settings.MCP = "write"

    agent.call("set_timing", mode="manual", lane="kivra.com")

    [mode] = agent.call("list_timing")["structuredContent"]["results"]
    assert (mode["mode"], mode["lane"]) == ("manual", "kivra.com")
    assert agent.call("list_held")["structuredContent"] == {"results": []}
    assert agent.call("release_held", count=1)["structuredContent"] == {"released": []}
    assert not agent.call("reset_timing")["isError"]
    assert agent.call("list_timing")["structuredContent"]["results"] == []


def test_an_agent_lets_a_register_fail_and_empties_a_mailbox(
    agent: Agent, settings: Settings, world: None
) -> None:
    settings.MCP = "write"

    failed = agent.call("set_register_failure", register="companies", problem="SourceInaccessible")
    emptied = agent.call("reset_mailbox", holder="198101052382")

    assert not failed["isError"], failed
    assert not emptied["isError"], emptied
    assert agent.call("list_register_failures")["structuredContent"]["results"]
