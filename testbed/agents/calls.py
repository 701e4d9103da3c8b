"""Calls of the REST interface within this process, with the rights of the request that the agent made."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler

from infra import trace
from testbed.agents.catalogue import BODY, PATH, RUN, RestOperation

_BODY_OF_THE_AGENT: Final = frozenset({"CONTENT_LENGTH", "CONTENT_TYPE", "HTTP_TRANSFER_ENCODING"})
_ANSWER_TO_THE_AGENT: Final = frozenset(
    {"HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"}
)
"""How the agent wants to be answered itself; a compressed answer of REST could not be read here."""

_LABEL: Final = "HTTP_" + trace.LABEL_HEADER.upper().replace("-", "_")


@dataclass(frozen=True)
class RestAnswer:
    """What the REST interface answered."""

    status: int
    text: str

    @property
    def is_refusal(self) -> bool:
        return self.status >= 400

    @property
    def value(self) -> dict[str, Any] | None:
        """The JSON object that it says, if it does."""
        try:
            found = json.loads(self.text)
        except ValueError:
            return None
        return found if isinstance(found, dict) else None


def call_operation(
    operation: RestOperation, arguments: Mapping[str, Any], environ: Mapping[str, Any]
) -> RestAnswer:
    """Call the operation. `environ`: of the request that the agent made, which has its password."""
    given = {name: value for name, value in arguments.items() if _is_given(operation, name, value)}
    path = operation.path.format_map({name: str(value) for name, value in given.items()})
    query = {name: _as_text(value) for name, value in given.items() if operation.places.get(name) == "query"}
    # What the operation does not know is sent along: the interface says what it takes.
    content = {name: value for name, value in given.items() if operation.places.get(name, BODY) == BODY}
    body = _body(operation, content)
    label = None if operation.places.get(RUN) == PATH else arguments.get(RUN)
    return _ask(_environ(operation, path, query, body, label, environ))


def _is_given(operation: RestOperation, name: str, value: object) -> bool:
    """The run is said by a header, unless the operation is about one.

    Agents say null where they leave something out, which neither an address nor a query can say.
    """
    place = operation.places.get(name, BODY)
    return (name != RUN or place == PATH) and (value is not None or place == BODY)


def _body(operation: RestOperation, content: Mapping[str, Any]) -> bytes:
    if not operation.content_type and not content:
        return b""
    if operation.content_type in {"", "application/json"}:
        return json.dumps(content).encode()
    return str(content.get("body", "")).encode()


def _environ(
    operation: RestOperation,
    path: str,
    query: Mapping[str, str],
    body: bytes,
    run: object,
    environ: Mapping[str, Any],
) -> dict[str, Any]:
    """The agent's request, made into the call."""
    of_the_agent = _BODY_OF_THE_AGENT | _ANSWER_TO_THE_AGENT
    kept = {name: value for name, value in environ.items() if name not in of_the_agent}
    label = {} if run is None else {_LABEL: str(run).encode().decode("latin-1")}
    return {
        **kept,
        "REQUEST_METHOD": operation.method,
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": urlencode(query),
        "CONTENT_TYPE": operation.content_type or "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **label,
    }


def _ask(environ: dict[str, Any]) -> RestAnswer:
    application: WSGIHandler = import_module("infra.wsgi").application
    # Not as a server calls it: the request that the agent made begins and ends the use of the database.
    answer = application.get_response(application.request_class(environ))
    return RestAnswer(answer.status_code, b"".join(answer).decode(errors="replace"))


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
