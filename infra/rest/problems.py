"""Errors of the REST interface as problem details, in Swedish and English.

Source: RFC 9457, Problem Details for HTTP APIs.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, UnreadablePostError
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import set_rollback

from infra.errors import (
    AccountDoesNotExist,
    AlreadyExists,
    CompanyFormNotSupported,
    CompanyRegisterFailed,
    IdentityDoesNotExist,
    IllegalState,
    InvalidInput,
    MaximumExceeded,
    MinaMeddelandenError,
    NotFound,
    PopulationRegisterFailed,
    ProtectedIdentity,
    RegistrationFailed,
    SenderNotRegistered,
    UserNotAuthorised,
)
from infra.texts import Text
from infra.validation import InvalidValues
from infra.validation.unstorable import NUL

logger = logging.getLogger(__name__)

Explain = Callable[[Any, Mapping[str, Any]], "Problem"]

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "urn:mina-meddelanden-simulator:problem:"

KINDS: Final[Mapping[str, tuple[int, Text]]] = {
    "invalid": (400, Text("Ogiltiga uppgifter", "Invalid data")),
    "unreadable": (400, Text("Går inte att läsa", "Cannot be read")),
    "password-needed": (401, Text("Lösenord behövs", "Password needed")),
    "from-elsewhere": (403, Text("Från en annan webbplats", "From another web site")),
    "forbidden": (403, Text("Inte tillåtet", "Not allowed")),
    "not-found": (404, Text("Finns inte", "Not found")),
    "method": (405, Text("Fel metod", "Wrong method")),
    "not-acceptable": (406, Text("Bara JSON finns", "There is only JSON")),
    "timed-out": (408, Text("Hände inte i tid", "Did not happen in time")),
    "conflict": (409, Text("Går inte i nuvarande läge", "Not possible in the present state")),
    "length-needed": (411, Text("Längden behövs", "Length needed")),
    "too-large": (413, Text("För stort", "Too large")),
    "media-type": (415, Text("Fel innehållstyp", "Wrong content type")),
    "too-many": (429, Text("För många försök", "Too many attempts")),
    "internal": (500, Text("Fel i simulatorn", "Error in the simulator")),
    "unavailable": (503, Text("Går inte just nu", "Not possible right now")),
}
"""The kinds of problems, with status and title. docs/api.md lists them."""

_KINDS_OF_REFUSALS: Final[Mapping[type[MinaMeddelandenError], str]] = {
    NotFound: "not-found",
    SenderNotRegistered: "not-found",
    MaximumExceeded: "too-large",
    InvalidInput: "invalid",
    AlreadyExists: "conflict",
    IllegalState: "conflict",
    RegistrationFailed: "conflict",
    AccountDoesNotExist: "invalid",
    IdentityDoesNotExist: "invalid",
    ProtectedIdentity: "invalid",
    CompanyFormNotSupported: "invalid",
    UserNotAuthorised: "forbidden",
    PopulationRegisterFailed: "unavailable",
    CompanyRegisterFailed: "unavailable",
}
"""What the domain refuses; a view need not translate these. Others are errors of the simulator."""


@dataclass(frozen=True)
class FieldError:
    """The problem of one value."""

    pointer: str
    """JSON pointer (RFC 6901) into the body, or the name of the query parameter after a slash."""
    detail: Text


class Problem(Exception):
    """A refusal as REST answers it: its kind, a text, and, where single values are wrong, which and why."""

    def __init__(
        self,
        kind: str,
        swedish: str,
        english: str,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(english)
        self.members = members or {}
        """Further members of the answer. Source: RFC 9457, 3.2."""
        self.headers = headers or {}
        """Further headers of the answer."""
        self.kind = kind
        self.text = Text(swedish, english)
        self.errors = errors


def invalid_values(errors: Sequence[FieldError]) -> Problem:
    """A problem that says of each value what is wrong with it, and in its detail, what is with the first."""
    first, more = errors[0], len(errors) - 1
    name = first.pointer.lstrip("/") or "innehållet / the content"
    following = Text(f" (och {more} fel till)", f" (and {more} more)") if more else Text("", "")
    swedish, english = f"{name}: " + first.detail + following
    return Problem("invalid", swedish, english, errors)


def unknown_address(request: Request) -> Problem:
    """There is nothing at the address."""
    path = request.path.replace(NUL, "%00")
    return Problem(
        "not-found",
        f"{path} finns inte. Vad som finns står i /api/docs/.",
        f"There is no {path}. What there is stands in /api/docs/.",
    )


class FieldErrorSerializer(serializers.Serializer[FieldError]):
    pointer = serializers.CharField(help_text="JSON pointer into the body, or /name of a query parameter")
    detail = serializers.CharField(help_text="Swedish | English")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A value is wrong",
            {
                "type": f"{TYPE_PREFIX}invalid",
                "title": "Ogiltiga uppgifter | Invalid data",
                "status": 400,
                "detail": "limit: Ett giltigt heltal krävs. | limit: A valid integer is required.",
                "errors": [
                    {
                        "pointer": "/limit",
                        "detail": "Ett giltigt heltal krävs. | A valid integer is required.",
                    }
                ],
            },
            response_only=True,
            status_codes=["400"],
        )
    ]
)
class ProblemSerializer(serializers.Serializer[Problem]):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(help_text="What kind of problem; the same kind always has the same")
    title = serializers.CharField(help_text="Swedish | English")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What was wrong and what to do. Swedish | English")
    slug = serializers.CharField(
        required=False, help_text="Of a refusal by a rule of the domain: its stable name, as in explanations"
    )
    errors = FieldErrorSerializer(many=True, required=False)  # type: ignore[assignment]  # a name of Serializer's, too


def handle_exception(error: Exception, context: Mapping[str, Any]) -> Response:
    """Answer what a view raised as problem details. DRF calls this for every exception."""
    set_rollback()
    problem = error if isinstance(error, Problem) else _translated(error, context)
    status, title = KINDS[problem.kind]
    body: dict[str, object] = {
        "type": TYPE_PREFIX + problem.kind,
        "title": title.on_wire,
        "status": status,
        "detail": problem.text.on_wire,
    }
    body.update(problem.members)
    if problem.errors:
        body["errors"] = [{"pointer": each.pointer, "detail": each.detail.on_wire} for each in problem.errors]
    return Response(body, status=status, content_type=MEDIA_TYPE)


def _translated(error: Exception, context: Mapping[str, Any]) -> Problem:
    if isinstance(error, InvalidValues):
        return invalid_values([FieldError(_pointer(value.path), value.text) for value in error.values])
    if isinstance(error, MinaMeddelandenError) and (kind := _kind_of(error)):
        swedish, english = error.text
        return Problem(kind, swedish, english, members={"slug": error.explanation.reason})
    for types, explain in _EXPLAINED:
        if isinstance(error, types):
            return explain(error, context)
    if isinstance(error, SuspiciousOperation):
        raise error
    logger.error("A request could not be answered", exc_info=error)
    return Problem(
        "internal",
        "Simulatorn kunde inte svara. Loggen (var/log/web.log) säger varför.",
        "The simulator could not answer. The log (var/log/web.log) tells why.",
    )


def _kind_of(error: MinaMeddelandenError) -> str | None:
    return next((kind for refusal, kind in _KINDS_OF_REFUSALS.items() if isinstance(error, refusal)), None)


def _pointer(path: Sequence[str | int]) -> str:
    return "".join(f"/{step}" for step in path)


def _not_found(_problem: Any, context: Mapping[str, Any]) -> Problem:
    path = context["request"].path
    return Problem("not-found", f"{path} finns inte.", f"There is no {path}.")


def _method(_problem: Any, context: Mapping[str, Any]) -> Problem:
    allowed = ", ".join(context["view"].allowed_methods)
    method = context["request"].method
    return Problem(
        "method",
        f"{method} går inte här; det gör {allowed}.",
        f"{method} is not possible here; {allowed} are.",
    )


def _unreadable(problem: Any, _context: Mapping[str, Any]) -> Problem:
    return Problem(
        "unreadable",
        f"Innehållet går inte att läsa ({problem.detail}). Skicka det i den form som Content-Type säger, i UTF-8.",
        f"The content cannot be read ({problem.detail}). Send it in the form that Content-Type says, in UTF-8.",
    )


def _cut_short(_problem: Any, _context: Mapping[str, Any]) -> Problem:
    return Problem(
        "unreadable",
        "Innehållet kom inte helt. Ingenting är sparat; skicka det igen.",
        "The content did not come whole. Nothing was stored; send it again.",
    )


def _too_many(_problem: Any, _context: Mapping[str, Any]) -> Problem:
    return Problem(
        "invalid",
        "Anropet har för många parametrar, fält eller filer.",
        "The request has too many parameters, fields or files.",
    )


def _media_type(_problem: Any, context: Mapping[str, Any]) -> Problem:
    given = context["request"].content_type or "-"
    possible = ", ".join(parser.media_type for parser in context["view"].get_parsers())
    return Problem(
        "media-type",
        f"Content-Type är {given}; här tas {possible} emot.",
        f"Content-Type is {given}; what is taken here is {possible}.",
    )


def _not_acceptable(_problem: Any, _context: Mapping[str, Any]) -> Problem:
    return Problem(
        "not-acceptable",
        "Svaren är JSON. Skicka Accept: application/json, eller ingen Accept alls.",
        "The answers are JSON. Send Accept: application/json, or no Accept at all.",
    )


def _forbidden(problem: Any, _context: Mapping[str, Any]) -> Problem:
    return Problem("forbidden", f"Inte tillåtet: {problem}", f"Not allowed: {problem}")


_EXPLAINED: Final[Sequence[tuple[tuple[type[Exception], ...], Explain]]] = (
    ((Http404, exceptions.NotFound), _not_found),
    ((exceptions.MethodNotAllowed,), _method),
    ((exceptions.ParseError,), _unreadable),
    ((UnreadablePostError,), _cut_short),
    ((TooManyFieldsSent, TooManyFilesSent, RequestDataTooBig), _too_many),
    ((exceptions.UnsupportedMediaType,), _media_type),
    ((exceptions.NotAcceptable,), _not_acceptable),
    ((PermissionDenied, exceptions.APIException), _forbidden),
)
