"""What every REST view has in common: who may call, how much it may send, and how errors are answered."""

from collections.abc import Sequence
from typing import Any, Final

from drf_spectacular.openapi import AutoSchema
from rest_framework.parsers import BaseParser, JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.schemas.inspectors import ViewInspector
from rest_framework.views import APIView

from infra.rest import problems
from infra.rest.problems import Problem
from infra.web import console_access

MAX_BYTES: Final = 1_048_576
"""Of a request's body, unless the view sets another limit."""


class ProblemRenderer(JSONRenderer):
    """Accepts `Accept: application/problem+json`."""

    media_type = problems.MEDIA_TYPE


class ProblemAwareSchema(AutoSchema):
    """Describes answers that are errors with the media type of problem details."""

    def _get_response_for_code(
        self, serializer: Any, status_code: str, media_types: Any = None, direction: Any = "response"
    ) -> Any:
        usual = problems.MEDIA_TYPE if int(status_code) >= 400 else JSONRenderer.media_type
        responses: Any = super()
        return responses._get_response_for_code(serializer, status_code, media_types or [usual], direction)


class RestView(APIView):
    """A view that takes and answers JSON, checks the caller's right, and answers errors as problem details."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JSONRenderer, ProblemRenderer)
    parser_classes: Sequence[type[BaseParser]] = (JSONParser,)
    schema: ViewInspector | None = ProblemAwareSchema()
    max_bytes = MAX_BYTES

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if refusal := console_access.find_refusal(request):
            swedish, english = refusal.text
            raise Problem(refusal.kind, swedish, english, headers=refusal.headers)
        _require_size(request, self.max_bytes)

    def get_exception_handler(self) -> Any:
        return problems.handle

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        done = super().finalize_response(request, response, *args, **kwargs)
        done["Cache-Control"] = "no-store"
        # Django logs the address of what it answers with an error, and here it may hold an identity number.
        done._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
        return done

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        if isinstance(exc, Problem):
            for name, value in exc.headers.items():
                response[name] = value
        return response


class UnknownAddress(RestView):
    """Answers addresses that do not exist, as problem details."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Problem(
            "not-found",
            f"{request.path} finns inte. Vad som finns står i /api/docs/.",
            f"There is no {request.path}. What there is stands in /api/docs/.",
        )


def _require_size(request: Request, maximum: int) -> None:
    if "chunked" in request.headers.get("Transfer-Encoding", ""):
        # Django reads what Content-Length announces, and so would take this for an empty body.
        raise Problem(
            "length-needed",
            "Innehållet kommer i bitar av okänd längd. Skicka det med Content-Length.",
            "The content comes in chunks of unknown length. Send it with Content-Length.",
        )
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > maximum:
        raise Problem(
            "too-large",
            f"Innehållet är {length} byte, och får här vara {maximum}. Dela upp det.",
            f"The content is {length} bytes, and may be {maximum} here. Divide it.",
        )
