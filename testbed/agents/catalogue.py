"""Which operations of the REST interface agents are offered, and what each takes, from docs/openapi.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import yaml
from django.conf import settings

READING: Final = (
    "list_exchanges",
    "get_exchange",
    "get_exchange_request",
    "get_exchange_response",
    "get_exchange_curl",
    "list_exchange_octets",
    "get_exchange_octets",
    "wait_for_exchanges",
    "check_envelope",
    "run_preflight",
    "list_messages",
    "get_message",
    "wait_for_messages",
    "verify_messages",
    "list_deliveries",
    "get_delivery",
    "wait_for_deliveries",
    "list_runs",
    "get_run",
    "list_faults",
    "get_fault",
    "get_clock",
    "list_timing",
    "list_held",
    "list_actors",
    "get_actor",
    "list_certificates",
    "list_people",
    "get_person",
    "list_companies",
    "list_operators",
    "list_lanes",
    "get_lane",
    "get_statistics",
    "list_log",
    "list_webhooks",
    "list_webhook_events",
    "list_register_failures",
)
"""Operations that change nothing."""
CHANGING: Final = (
    "make_run",
    "reset_run",
    "remove_run",
    "make_person",
    "make_company",
    "make_actor",
    "make_operator",
    "change_person",
    "change_company",
    "read_message",
    "reset_mailbox",
    "create_fault",
    "delete_fault",
    "delete_faults",
    "set_register_failure",
    "clear_register_failure",
    "move_clock",
    "reset_clock",
    "set_timing",
    "reset_timing",
    "release_held",
    "release_held_letter",
    "revoke_certificate",
    "reset_lane",
    "retry_leg",
    "create_webhook",
    "delete_webhook",
    "replay_webhook_event",
)
"""Operations that are offered when MM_MCP is `write`."""
BODY: Final = "body"
"""The place of arguments that are members of the request's body."""
PATH: Final = "path"
RUN: Final = "run"
"""The argument of every tool that says within which test run it is called, or which run it is about."""
_RUN_SCHEMA: Final = {"type": "string", "description": "Label of the test run to do it in; left out: in none"}
_JSON: Final = "application/json"

Json = dict[str, Any]


@dataclass(frozen=True)
class RestOperation:
    """An operation of the REST interface, as a tool."""

    name: str
    """Its operationId."""
    method: str
    path: str
    description: str
    places: Mapping[str, str]
    """Of each argument: `path`, `query` or `body`."""
    content_type: str
    """Of the body; empty: it takes none."""
    input_schema: Json
    changes: bool


def offered_operations(*, may_change: bool) -> dict[str, RestOperation]:
    """The operations that agents may call, by name."""
    names = [*READING, *(CHANGING if may_change else ())]
    return {name: operation_named(name) for name in names}


def operation_named(name: str) -> RestOperation:
    """The operation with the operationId.

    Raises:
        KeyError: docs/openapi.yaml has none.
    """
    return _operations()[name]


@cache
def _operations() -> dict[str, RestOperation]:
    document = yaml.load((settings.BASE_DIR / "docs" / "openapi.yaml").read_text(), yaml.CSafeLoader)
    found = _operations_in(document)
    return {operation.name: operation for operation in found}


def _operations_in(document: Json) -> Iterator[RestOperation]:
    wanted = {*READING, *CHANGING}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if operation["operationId"] in wanted:
                yield _operation(path, method.upper(), _resolved(operation, document))


def _operation(path: str, method: str, described: Json) -> RestOperation:
    parameters = {each["name"]: each for each in described.get("parameters", ())}
    content_type, body = _body_of(described)
    places = {name: each["in"] for name, each in parameters.items()}
    places |= dict.fromkeys(body.get("properties", {}), BODY)
    name = described["operationId"]
    words = (described.get("summary", ""), described.get("description", ""))
    required = [name for name, each in parameters.items() if each.get("required")] + body.get("required", [])
    properties = {name: _described(each) for name, each in parameters.items()} | body.get("properties", {})
    return RestOperation(
        name=name,
        method=method,
        path=path,
        description=". ".join(filter(None, words)),
        places=places,
        content_type=content_type,
        input_schema={
            "type": "object",
            "properties": {RUN: _RUN_SCHEMA, **properties},
            "required": required,
            "additionalProperties": False,
        },
        changes=name in CHANGING,
    )


def _body_of(described: Json) -> tuple[str, Json]:
    """The content type of the body, and a schema with the arguments as properties."""
    content = described.get("requestBody", {}).get("content", {})
    if not content:
        return "", {}
    if _JSON in content:
        return _JSON, content[_JSON].get("schema", {})
    content_type = next(iter(content))
    text = {"type": "string", "description": f"The whole body, {content_type}"}
    return content_type, {"properties": {"body": text}, "required": ["body"]}


def _described(parameter: Json) -> Json:
    description = parameter.get("description")
    return {**parameter["schema"], **({"description": description} if description else {})}


def _resolved(part: Any, document: Json) -> Any:
    """The part with what it refers to in its place: not every client follows references."""
    if isinstance(part, list):
        return [_resolved(each, document) for each in part]
    if not isinstance(part, dict):
        return part
    if reference := part.get("$ref"):
        return _resolved(_referred(reference, document), document)
    return {name: _resolved(value, document) for name, value in part.items() if name != "responses"}


def _referred(reference: str, document: Json) -> Any:
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found
