"""What every REST view has in common: who may call, how much it may send, and how values are checked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils import translation
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.parsers import BaseParser, JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.schemas.inspectors import ViewInspector
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from infra.rest import problems, wording
from infra.rest.problems import FieldError, Problem
from infra.web import console_access

NON_FIELD_ERRORS_KEY: Final = str(api_settings.NON_FIELD_ERRORS_KEY)
MOST_BYTES: Final = 1_048_576
"""Of a body, where a view does not say otherwise."""


class ProblemRenderer(JSONRenderer):
    """So that `Accept: application/problem+json` is understood."""

    media_type = problems.MEDIA_TYPE


class Described(AutoSchema):
    """Answers that are errors have a media type of their own."""

    def _get_response_for_code(
        self, serializer: Any, status_code: str, media_types: Any = None, direction: Any = "response"
    ) -> Any:
        usual = problems.MEDIA_TYPE if int(status_code) >= 400 else JSONRenderer.media_type
        responses: Any = super()
        return responses._get_response_for_code(serializer, status_code, media_types or [usual], direction)


class RestView(APIView):
    """A view that speaks JSON, checks who asks, and answers errors as problem details."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JSONRenderer, ProblemRenderer)
    parser_classes: Sequence[type[BaseParser]] = (JSONParser,)
    schema: ViewInspector | None = Described()
    most_bytes = MOST_BYTES

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not console_access.is_granted(request):
            raise Problem("password-needed", *console_access.PASSWORD_NEEDED)
        if request.method not in console_access.SAFE_METHODS and console_access.is_from_elsewhere(request):
            raise Problem("from-elsewhere", *console_access.FROM_ELSEWHERE)
        _require_size(request, self.most_bytes)

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
        if response.status_code == 401:
            response["WWW-Authenticate"] = console_access.CHALLENGE
        return response


class Nowhere(RestView):
    """Answers for addresses that are not there, in the shape that a program expects."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Problem(
            "not-found",
            f"{request.path} finns inte. Vad som finns står i /api/docs/.",
            f"There is no {request.path}. What there is stands in /api/docs/.",
        )


class Strict(serializers.Serializer[Any]):
    """Names that it does not know are errors, not silence; and errors are told in plain words."""

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        for field in fields.values():
            wording.speak_plainly(field)
        return fields

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({NON_FIELD_ERRORS_KEY: [wording.no_object(data)]})
        if unknown := set(data) - set(self.fields):
            names = ", ".join(self.fields)
            text = f"finns inte; det som finns är {names} | does not exist; there are {names}"
            raise serializers.ValidationError({str(name): [text] for name in sorted(unknown, key=str)})
        return super().to_internal_value(data)


def checked(kind: type[Strict], data: Any, *, many: bool = False, partial: bool = False) -> Any:
    """The values as the serializer reads them.

    Raises:
        Problem: some value is wrong; each one is named.
    """
    serializer = kind(data=data, many=many, partial=partial)
    if serializer.is_valid():
        return serializer.validated_data
    swedish, english = (_errors(kind, data, language, many, partial) for language in ("sv", "en"))
    raise invalid([FieldError(where, _both(text, english[where])) for where, text in swedish.items()])


def invalid(errors: list[FieldError]) -> Problem:
    """A problem that says of each value what is wrong with it, and of the first one in its detail, too."""
    first = errors[0]
    swedish, _, english = first.detail.partition(" | ")
    more_swedish = f" (och {len(errors) - 1} fel till)" if len(errors) > 1 else ""
    more_english = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    name = first.pointer.lstrip("/") or "innehållet / the content"
    return Problem(
        "invalid",
        f"{name}: {swedish}{more_swedish}",
        f"{name}: {english or swedish}{more_english}",
        errors,
    )


def _require_size(request: Request, most: int) -> None:
    if "chunked" in request.headers.get("Transfer-Encoding", ""):
        # Django reads what Content-Length announces, and so would take this for an empty body.
        raise Problem(
            "length-needed",
            "Innehållet kommer i bitar av okänd längd. Skicka det med Content-Length.",
            "The content comes in chunks of unknown length. Send it with Content-Length.",
        )
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > most:
        raise Problem(
            "too-large",
            f"Innehållet är {length} byte, och får här vara {most}. Dela upp det.",
            f"The content is {length} bytes, and may be {most} here. Divide it.",
        )


def _errors(kind: type[Strict], data: Any, language: str, many: bool, partial: bool) -> dict[str, str]:
    with translation.override(language):
        serializer = kind(data=data, many=many, partial=partial)
        serializer.is_valid()
        found = _flat(serializer.errors, "")
        return {where: " ".join(wording.in_language(text, language) for text in texts) for where, texts in found}


def _flat(errors: Any, pointer: str) -> Iterator[tuple[str, Sequence[str]]]:
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            own = name == NON_FIELD_ERRORS_KEY
            yield from _flat(inner, pointer if own else f"{pointer}/{_escaped(str(name))}")
    elif isinstance(errors, str):
        yield pointer, [errors]
    elif all(isinstance(item, str) for item in errors):
        yield pointer, errors
    else:
        for place, inner in enumerate(errors):
            if inner:
                yield from _flat(inner, f"{pointer}/{place}")


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _both(swedish: str, english: str) -> str:
    # Numbers and names are the same in both.
    return swedish if swedish == english else f"{swedish} | {english}"
