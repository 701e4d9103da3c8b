"""The kit's objects say only what the interface's description promises, and its calls ask only what it takes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit import openapi_description
from tests.kit.runs import KIT

READ = {
    "exchanges.py": [("Exchange", openapi_description.answer_of("get_exchange"))],
    "messages.py": [
        ("Message", openapi_description.answer_of("get_message")),
        ("Verdict", openapi_description.answer_of("verify_messages")),
    ],
    "deliveries.py": [("Delivery", openapi_description.answer_of("get_delivery"))],
    "faults.py": [("FaultRule", openapi_description.answer_of("create_fault", "201"))],
    "people.py": [("Recipient", openapi_description.answer_of("make_person", "201"))],
    "actors.py": [
        ("Actor", openapi_description.answer_of("make_actor", "201")),
        ("Preflight", openapi_description.answer_of("run_preflight")),
    ],
    "simulator.py": [
        ("Run", openapi_description.answer_of("make_run", "201")),
        ("Checked", openapi_description.answer_of("check_envelope")),
    ],
}
CASES = [(file, name, properties) for file, classes in READ.items() for name, properties in classes]


def class_named(file: str, name: str) -> ast.ClassDef:
    tree = ast.parse((KIT / "minameddelanden" / file).read_text())
    return next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)


def members_read(found: ast.ClassDef) -> Iterator[str]:
    """Of `self.data["name"]`, the name."""
    for node in ast.walk(found):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "self.data":
            yield ast.literal_eval(node.slice)


@pytest.mark.parametrize(("file", "name", "properties"), CASES, ids=[case[1] for case in CASES])
def test_what_an_object_reads_stands_in_the_answer(
    file: str, name: str, properties: openapi_description.Json
) -> None:
    read = set(members_read(class_named(file, name)))

    assert read
    assert read <= set(properties)


@pytest.mark.parametrize("name", ["filename", "content_type", "content_base64", "sha256"])
def test_an_attachment_has_what_the_kit_reads_of_it(name: str) -> None:
    [items] = [openapi_description.resolved(openapi_description.answer_of("get_message")["attachments"]["items"])]

    assert name in items["properties"]


METHODS = {
    "get": "get",
    "post": "post",
    "put": "put",
    "patch": "patch",
    "delete": "delete",
    "octets": "get",
    "post_octets": "post",
    "put_octets": "put",
}
"""What Rest calls a request, and what HTTP does."""


def address_in(node: ast.expr) -> str:
    """The address that the expression makes, with {} for what is filled in; empty: it is none of the interface."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        found = node.value
    elif isinstance(node, ast.JoinedStr):
        found = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    else:
        return ""
    return found if found.startswith("/api/v1/") else ""


def calls_in(source: Path) -> Iterator[tuple[str, str]]:
    """Each call of the interface in the file: method and address."""
    for node in ast.walk(ast.parse(source.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        if node.func.attr in METHODS and (address := address_in(node.args[0])):
            yield METHODS[node.func.attr], address


CALLS = sorted({call for source in (KIT / "minameddelanden").glob("*.py") for call in calls_in(source)})


@pytest.mark.parametrize(("method", "address"), CALLS)
def test_every_call_is_an_operation_of_the_interface(method: str, address: str) -> None:
    paths = {
        re.sub(r"\{\w+\}", "{}", path): item for path, item in openapi_description.document()["paths"].items()
    }

    assert address in paths
    assert method in paths[address]


def test_the_kit_makes_the_calls_that_are_looked_at() -> None:
    assert ("put", "/api/v1/eid/legitimations/{}") in CALLS
    assert ("put", "/api/v1/snapshot") in CALLS
    assert len(CALLS) > 20


@pytest.mark.parametrize(
    ("operation", "members"),
    [
        ("make_actor", {"organisation", "name", "roles"}),
        ("make_run", {"name", "label", "quota", "expires_in_minutes"}),
        (
            "create_fault",
            {"at", "fault", "delay_ms", "delivered", "break", "recipient", "sender", "who", "operation"},
        ),
        ("create_fault", {"times", "skip", "run", "then"}),
        ("wait_for_messages", {"filter", "count", "timeout"}),
        ("wait_for_deliveries", {"filter", "count", "timeout"}),
        ("wait_for_exchanges", {"filter", "count", "timeout"}),
        ("verify_messages", {"filter", "exactly", "at_least"}),
        ("move_clock", {"advance", "set", "freeze"}),
        ("create_webhook", {"url", "sender", "events"}),
    ],
)
def test_what_a_call_says_is_what_the_operation_takes(operation: str, members: set[str]) -> None:
    assert members <= set(openapi_description.body_of(operation))


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("`service_address` of one's own", "make_operator"),
        ("with a `behaviour`", "make_operator"),
    ],
)
def test_the_words_about_a_call_name_members_that_it_takes(text: str, operation: str) -> None:
    assert text in (KIT / "minameddelanden/simulator.py").read_text()
    assert set(re.findall(r"`(\w+)`", text)) <= set(openapi_description.body_of(operation))


@pytest.mark.parametrize(("list_of", "wait_for"), [("list_messages", "wait_for_messages")])
def test_what_can_be_listed_by_can_be_waited_for_by(list_of: str, wait_for: str) -> None:
    filters = openapi_description.resolved(openapi_description.body_of(wait_for)["filter"])["properties"]

    assert openapi_description.query_of(list_of) - {"limit", "cursor"} == set(filters)


def test_the_places_and_breaks_that_the_kit_names_are_those_of_the_interface() -> None:
    text = (KIT / "minameddelanden/faults.py").read_text()
    body = openapi_description.body_of("create_fault")

    for member in ("at", "break"):
        values = openapi_description.resolved(body[member])["enum"]
        told = [value for value in values if f"`{value}`" in text]
        assert set(values) - set(told) <= {"company_register"}, member


def test_the_verdicts_that_the_kit_names_are_those_of_the_interface() -> None:
    text = (KIT / "minameddelanden/exchanges.py").read_text()
    parameters = {each["name"]: each for each in openapi_description.operation("list_exchanges")["parameters"]}

    for name in ("verdict", "at_fault"):
        for value in openapi_description.resolved(parameters[name]["schema"])["enum"]:
            assert f"`{value}`" in text


def test_every_class_of_the_kit_that_people_meet_is_exported_and_explained() -> None:
    import minameddelanden

    for name in minameddelanden.__all__:
        assert getattr(minameddelanden, name).__doc__ or name == "is_ready", name
    assert sorted(minameddelanden.__all__, key=str.lower) == sorted(set(minameddelanden.__all__), key=str.lower)


@pytest.mark.parametrize("source", sorted((KIT / "minameddelanden").glob("*.py")), ids=lambda source: source.name)
def test_each_file_says_what_it_is_for(source: Path) -> None:
    assert ast.get_docstring(ast.parse(source.read_text()))
