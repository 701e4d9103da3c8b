"""The base of all REST views: access, the size of requests, and answers to errors."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Final

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.schemas.inspectors import ViewInspector
from rest_framework.views import APIView

from infra import trace
from infra.hooks import runs
from infra.hooks.runs import ItemKind
from infra.rest import problems, wording
from infra.rest.item_keys import item_key
from infra.rest.pages import query_of
from infra.rest.parsers import JsonParser
from infra.rest.problems import FieldError, Problem, invalid_values
from infra.rest.serializers import StrictSerializer, pointer_step, validate_data
from infra.validation.unstorable import NUL
from infra.web.access import console_access

MAX_BYTES: Final = 1_048_576
"""Of a request's body, unless the view sets another limit."""


MAX_DIGITS: Final = 18
"""Of a Content-Length. Servers that take others leave them to the application."""
MAKING: Final = frozenset({"POST", "PUT", "PATCH"})
"""Methods of requests that make or change something."""
UNREAD_BODY: Final = frozenset({411, 413})
"""Answers that are given without reading all of the body. Source: RFC 9110, 15.5.14."""
OTHERWISE: Final = "default"
"""The answers that an operation does not name. Source: OpenAPI 3.1, Responses Object."""


class ProblemRenderer(JSONRenderer):
    """Accepts `Accept: application/problem+json`."""

    media_type = problems.MEDIA_TYPE


class HeaderNegotiation(DefaultContentNegotiation):
    """Decides by Accept alone: `?format=` is a parameter like others."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE=None)  # type: ignore[assignment]  # all that is read of it


class ProblemAwareSchema(AutoSchema):
    """Describes answers that are errors with the media type of problem details."""

    def _get_response_for_code(
        self, serializer: Any, status_code: str, media_types: Any = None, direction: Any = "response"
    ) -> Any:
        is_error = status_code == OTHERWISE or int(status_code) >= 400
        usual = problems.MEDIA_TYPE if is_error else JSONRenderer.media_type
        responses: Any = super()
        return responses._get_response_for_code(serializer, status_code, media_types or [usual], direction)

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        """With every operation: what else is answered is a problem."""
        usual: Any = super()
        other = OpenApiResponse(problems.ProblemSerializer, "Why it was not done")
        bodies = usual._get_response_bodies(direction)
        return bodies | {OTHERWISE: self._get_response_for_code(other, OTHERWISE, direction=direction)}


class RestView(APIView):
    """A view that takes and answers JSON, checks the caller's right, and answers errors as problem details."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JSONRenderer, ProblemRenderer)
    parser_classes: Sequence[type[BaseParser]] = (JsonParser,)
    schema: ViewInspector | None = ProblemAwareSchema()
    content_negotiation_class = HeaderNegotiation
    max_bytes = MAX_BYTES
    query_serializer: type[StrictSerializer] | None = None
    """What a GET may be narrowed to by. None: it takes no parameters, and neither do other requests."""
    needs_no_room = False
    """A POST asks something or takes something away: a run may do so beyond its quota."""
    path_items: Mapping[str, Sequence[ItemKind]] = {}
    """By name of a parameter in the address, what it is the key of. Within a run, those of others do not exist."""
    query: dict[str, Any]
    """The parameters of the request, as the serializer reads them."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.require_access(request, *args, **kwargs)
        self._require_reachable(kwargs)
        if request.method in MAKING and not self.needs_no_room:
            runs.require_room()
        self.query = self._read_query(request)

    def require_access(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Return if the caller may ask this, and the address and the size of the body are possible.

        Raises:
            Problem: why not.
        """
        super().initial(request, *args, **kwargs)
        if refusal := console_access.find_refusal(request):
            swedish, english = refusal.text
            raise Problem(refusal.kind, swedish, english, headers=refusal.headers)
        if NUL in request.path:
            raise problems.unknown_address(request)
        _require_size(request, self.max_bytes)
        _require_label()

    def _require_reachable(self, in_path: Mapping[str, Any]) -> None:
        for name, kinds in self.path_items.items():
            for kind in kinds:
                runs.require_reachable(kind, item_key(kind, str(in_path[name])))

    def _read_query(self, request: Request) -> dict[str, Any]:
        given = query_of(request)
        if self.query_serializer is not None and request.method in {"GET", "HEAD"}:
            values: dict[str, Any] = validate_data(self.query_serializer, given)
            return values
        if given:
            raise invalid_values(
                [FieldError(f"/{pointer_step(name)}", wording.NO_PARAMETERS) for name in sorted(given)]
            )
        return {}

    def get_exception_handler(self) -> Any:
        return problems.handle_exception

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        done = super().finalize_response(request, response, *args, **kwargs)
        done["Cache-Control"] = "no-store"
        if done.status_code in UNREAD_BODY:
            # Bytes that were not read would be taken for the next request.
            done["Connection"] = "close"
        # Django logs the address of what it answers with an error, and here it may hold an identity number.
        done._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
        return done

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        if isinstance(exc, Problem):
            for name, value in exc.headers.items():
                response[name] = value
        return response


class UnknownAddressView(RestView):
    """Answers addresses that do not exist, as problem details."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.require_access(request, *args, **kwargs)
        raise problems.unknown_address(request)


def _require_label() -> None:
    if wrong := trace.wrong_with_label(trace.current_label() or ""):
        raise Problem("invalid", *wrong)


def _require_size(request: Request, maximum: int) -> None:
    if "chunked" in request.headers.get("Transfer-Encoding", ""):
        # Django reads what Content-Length announces, and so would take this for an empty body.
        raise Problem(
            "length-needed",
            "Innehållet kommer i bitar av okänd längd. Skicka det med Content-Length.",
            "The content comes in chunks of unknown length. Send it with Content-Length.",
        )
    length = announced_length(request)
    if length > maximum:
        raise Problem(
            "too-large",
            f"Innehållet är {length} byte, och får här vara {maximum}. Dela upp det.",
            f"The content is {length} bytes, and may be {maximum} here. Divide it.",
        )


def announced_length(request: Request) -> int:
    """The bytes of the body that the request announces.

    Raises:
        Problem: that is no number of bytes.
    """
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    if announced.isascii() and announced.isdecimal() and len(announced) <= MAX_DIGITS:
        return int(announced)
    raise Problem(
        "invalid",
        "Content-Length är inget antal byte.",
        "Content-Length is no number of bytes.",
    )
