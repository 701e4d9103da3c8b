"""The server of the Model Context Protocol: tools are REST operations, resources are the documents.

It answers one request at a time and keeps no sessions, so that any web process can answer any request.
"""

from dataclasses import dataclass
from typing import Any, Final

from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)
from starlette.types import Message

from testbed.agents.calls import RestAnswer, call_operation
from testbed.agents.catalogue import RestOperation, offered_operations
from testbed.documents import library

NAME: Final = "mina-meddelanden-simulator"
SKILL: Final = "docs/SKILL.md"
SCHEME: Final = "document:///"
"""Of the addresses of documents as resources."""
MARKDOWN: Final = "text/markdown"
# Django has checked Host, Origin and the password before.
_CHECKED_BEFORE: Final = TransportSecuritySettings(enable_dns_rebinding_protection=False)

Context = ServerRequestContext[Any]


@dataclass(frozen=True)
class AgentTools:
    """What one request of an agent may use, with the rights of that request."""

    environ: dict[str, Any]
    operations: dict[str, RestOperation]

    async def list_tools(self, _context: Context, _params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_tool(operation) for operation in self.operations.values()])

    async def call_tool(self, _context: Context, params: CallToolRequestParams) -> CallToolResult:
        operation = self.operations.get(params.name)
        if operation is None:
            raise MCPError(INVALID_PARAMS, _no_such_tool(params.name))
        arguments = params.arguments or {}
        if missing := [name for name in operation.input_schema["required"] if arguments.get(name) is None]:
            raise MCPError(INVALID_PARAMS, f"{params.name} needs {', '.join(missing)}.")
        # In the thread that took the request: it has the database connection.
        call = sync_to_async(call_operation, thread_sensitive=True)
        return _result(await call(operation, arguments, self.environ))

    async def list_documents(
        self, _context: Context, _params: PaginatedRequestParams | None
    ) -> ListResourcesResult:
        documents = library.all_documents()
        return ListResourcesResult(
            resources=[
                Resource(
                    uri=f"{SCHEME}{document.path}",
                    name=document.title,
                    description=document.summary,
                    mime_type=MARKDOWN,
                )
                for document in documents
            ]
        )

    async def read_document(self, _context: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        file = library.file_at(params.uri.removeprefix(SCHEME))
        if file is None or file.suffix != ".md":
            raise MCPError(INVALID_PARAMS, f"There is no document {params.uri[:200]}; resources/list names them.")
        text = TextResourceContents(uri=params.uri, mime_type=MARKDOWN, text=file.read_text())
        return ReadResourceResult(contents=[text])


def answer_request(request: HttpRequest) -> HttpResponse:
    """Answer one request of the protocol. The caller has checked the password and the origin."""
    operations = offered_operations(may_change=settings.MCP == "write")
    return async_to_sync(_answer)(request, AgentTools(dict(request.META), operations))


async def _answer(request: HttpRequest, tools: AgentTools) -> HttpResponse:
    manager = StreamableHTTPSessionManager(
        _server(tools), json_response=True, stateless=True, security_settings=_CHECKED_BEFORE
    )
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async with manager.run():
        await manager.handle_request(_scope(request), receive, send)
    return _response(sent)


def _server(tools: AgentTools) -> Server[Any]:
    return Server(
        NAME,
        version="1",
        title="Mina meddelanden, simulated",
        instructions=(settings.BASE_DIR / SKILL).read_text(),
        on_list_tools=tools.list_tools,
        on_call_tool=tools.call_tool,
        on_list_resources=tools.list_documents,
        on_read_resource=tools.read_document,
    )


def _scope(request: HttpRequest) -> dict[str, Any]:
    """The request as ASGI writes it."""
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": request.META.get("QUERY_STRING", "").encode(),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in request.headers.items()],
        "client": None,
        "server": None,
    }


def _response(sent: list[Message]) -> HttpResponse:
    start = next(message for message in sent if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    headers = {name.decode(): value.decode("latin-1") for name, value in start.get("headers", ())}
    return HttpResponse(body, status=start["status"], headers=headers)


def _tool(operation: RestOperation) -> Tool:
    return Tool(
        name=operation.name,
        description=operation.description,
        input_schema=operation.input_schema,
        annotations=ToolAnnotations(read_only_hint=not operation.changes, open_world_hint=False),
    )


def _result(answered: RestAnswer) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(text=answered.text or "Done.")],
        structured_content=answered.value,
        is_error=answered.is_refusal,
    )


def _no_such_tool(name: str) -> str:
    if settings.MCP != "write" and name in offered_operations(may_change=True):
        return f"{name} changes something, and agents may only look here. Start the simulator with MM_MCP=write."
    return f"There is no tool {name[:100]}; tools/list names them."
