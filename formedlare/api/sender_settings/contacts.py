"""A sender's own address register, for e-mail and SMS: `/api/v1/senders/{organisation}/addresses`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.api.sender_settings import contact_file
from formedlare.models import ContactAddress
from formedlare.registered_senders import NO_SENDER, require_registered
from infra import clock
from infra.database.pages import first
from infra.database.sqlite_write_lock import writing
from infra.outbox.mobile_numbers import InvalidMobileNumber, international_number
from infra.rest.fields import ORGANISATION, RECIPIENT, RecipientField, organisation_in_path
from infra.rest.problems import FieldError, Problem, ProblemShape
from infra.rest.views import RestView, Strict, checked, invalid

MOST_LINES: Final = 20_000
"""In one request: so long the database can be kept from others."""
MOST_ERRORS: Final = 100
TAGS = ["addresses"]
EXAMPLE_FILE: Final = (
    "recipient;email;mobile;confirmed_on\n19810105-2382;maria@example.org;070-174 06 05;2026-03-01\n"
)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Maria Svensson",
            {
                "recipient": "198101052382",
                "email": "maria@example.org",
                "mobile": "070-174 06 05",
                "confirmed_on": "2026-03-01",
            },
            request_only=True,
        )
    ]
)
class AddressShape(Strict):
    recipient = RecipientField(help_text="Twelve digits, or as people write it")
    email = serializers.EmailField(required=False, allow_blank=True, default="")
    mobile = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="070-174 06 05, kept as +46701740605"
    )
    confirmed_on = serializers.DateField(help_text="When the recipient last said that it is right")

    def validate_mobile(self, value: str) -> str:
        try:
            return international_number(value) if value else ""
        except InvalidMobileNumber as problem:
            raise serializers.ValidationError(_no_mobile(value)) from problem

    def validate_confirmed_on(self, value: Any) -> Any:
        if value > clock.today():
            raise serializers.ValidationError("är en dag som inte har varit | is a day that has not been")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["email"] and not attrs["mobile"]:
            raise serializers.ValidationError("email eller mobile behövs | email or mobile is needed")
        return attrs


def _no_mobile(text: str) -> str:
    return (
        f"”{text}” är inget mobilnummer; skriv ett svenskt, som 070-174 06 05, eller + och landskod | "
        f"“{text}” is no mobile number; write a Swedish one, as 070-174 06 05, or + and the country code"
    )


class AddressPage(serializers.Serializer[dict[str, Any]]):
    results = AddressShape(many=True)
    next = serializers.CharField(
        allow_null=True, help_text="Give it as `after` to go on; null: these are the last"
    )


class AddressQuery(Strict):
    recipient = RecipientField(required=False)
    after = serializers.CharField(required=False)
    limit = serializers.IntegerField(required=False, default=500, min_value=1, max_value=2_000)


class Stored(serializers.Serializer[dict[str, int]]):
    stored = serializers.IntegerField(help_text="Lines of this request")
    total = serializers.IntegerField(help_text="Lines in the register now")


class AddressUpload(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="CSV: recipient;email;mobile;confirmed_on")


_REQUEST: Any = {
    "application/json": AddressShape(many=True),
    "text/csv": {"type": "string", "example": EXAMPLE_FILE},
    "multipart/form-data": AddressUpload,
}
_RESPONSES = {
    200: Stored,
    400: OpenApiResponse(ProblemShape, "What is wrong, line by line; nothing was stored"),
    404: NO_SENDER,
}


class Addresses(RestView):
    parser_classes = (JSONParser, contact_file.CsvParser, MultiPartParser)
    most_bytes = 8 * 1_048_576

    @extend_schema(
        operation_id="list_addresses",
        summary="A sender's address register, by recipient",
        parameters=[ORGANISATION, AddressQuery],
        responses={200: AddressPage, 400: ProblemShape},
        tags=TAGS,
    )
    def get(self, request: Request, organisation: str) -> Response:
        query = checked(AddressQuery, request.query_params.dict())
        rows = ContactAddress.objects.filter(sender=organisation_in_path(organisation))
        if "recipient" in query:
            rows = rows.filter(recipient=query["recipient"])
        rows = rows.filter(recipient__gt=query.get("after", "")).order_by("recipient")
        shown, last = first(rows, query["limit"])
        return Response(AddressPage({"results": shown, "next": last.recipient if last else None}).data)

    @extend_schema(
        operation_id="add_addresses",
        summary="Add lines, or change those of the same recipients",
        parameters=[ORGANISATION],
        request=_REQUEST,
        responses=_RESPONSES,
        tags=TAGS,
    )
    def post(self, request: Request, organisation: str) -> Response:
        return _stored(organisation_in_path(organisation), _lines(request), replace=False)

    @extend_schema(
        operation_id="replace_addresses",
        summary="Replace the whole register",
        parameters=[ORGANISATION],
        request=_REQUEST,
        responses=_RESPONSES,
        tags=TAGS,
    )
    def put(self, request: Request, organisation: str) -> Response:
        return _stored(organisation_in_path(organisation), _lines(request), replace=True)


class Address(RestView):
    @extend_schema(
        operation_id="remove_address",
        summary="Take one recipient out of the register",
        parameters=[ORGANISATION, RECIPIENT],
        request=None,
        responses={204: None, 404: ProblemShape},
        tags=TAGS,
    )
    def delete(self, request: Request, organisation: str, recipient: str) -> Response:
        if not remove(organisation_in_path(organisation), recipient):
            raise Problem(
                "not-found", "Mottagaren finns inte i registret.", "The recipient is not in the register."
            )
        return Response(status=204)


def _lines(request: Request) -> list[Mapping[str, Any]]:
    """The lines of a body in any of the three forms, checked."""
    return check(*_unchecked(request))


def check(values: Any, numbers: Sequence[int]) -> list[Mapping[str, Any]]:
    """The lines, as AddressShape reads them. `numbers`: how people count them in the file.

    Raises:
        Problem: what is wrong, by line.
    """
    if not isinstance(values, list):
        raise invalid([FieldError("", "ska vara en lista av rader | must be a list of lines")])
    _require_few(len(values))
    try:
        lines: list[Mapping[str, Any]] = checked(AddressShape, values, many=True)
    except Problem as problem:
        raise invalid([_on_line(error, numbers) for error in problem.errors[:MOST_ERRORS]]) from problem
    _require_once(lines, numbers)
    return lines


def _unchecked(request: Request) -> tuple[Any, Sequence[int]]:
    data: Any = request.data
    if request.content_type.startswith(contact_file.CsvParser.media_type):
        return contact_file.read(data.get("file", b""))
    if request.FILES:
        if len(request.FILES) > 1:
            raise invalid([FieldError("", "en fil åt gången | one file at a time")])
        [file] = request.FILES.values()
        return contact_file.read(file.read())
    return data, range(1, len(data) + 1)


def _require_few(lines: int) -> None:
    if lines > MOST_LINES:
        raise Problem(
            "too-large",
            f"{lines} rader; {MOST_LINES} går åt gången. Dela upp dem på flera POST.",
            f"{lines} lines; {MOST_LINES} go at a time. Divide them into several POSTs.",
        )


def _require_once(lines: Sequence[Mapping[str, Any]], numbers: Sequence[int]) -> None:
    counts = Counter(line["recipient"] for line in lines)
    twice = [
        FieldError(f"/{place}/recipient", "står på flera rader | stands on several lines")
        for place, line in enumerate(lines)
        if counts[line["recipient"]] > 1
    ]
    if twice:
        raise invalid([_on_line(error, numbers) for error in twice[:MOST_ERRORS]])


def _on_line(error: FieldError, numbers: Sequence[int]) -> FieldError:
    """People look for a line by its number in the file, a program for its place in the list."""
    _, place, column, *_ = [*error.pointer.split("/"), "", ""]
    if not place.isdigit():
        return error
    number = f"{numbers[int(place)]}, {column}" if column else numbers[int(place)]
    swedish, _, english = error.detail.partition(" | ")
    return FieldError(error.pointer, f"rad {number}: {swedish} | line {number}: {english or swedish}")


def store(sender: str, lines: Sequence[Mapping[str, Any]], *, replace: bool) -> int:
    """Keep checked lines in the sender's register, or make them all of it; say how many it has now."""
    with writing():
        if replace:
            ContactAddress.objects.filter(sender=sender).delete()
        ContactAddress.objects.bulk_create(
            (ContactAddress(sender=sender, **line) for line in lines),
            batch_size=200,
            update_conflicts=True,
            unique_fields=["sender", "recipient"],
            update_fields=["email", "mobile", "confirmed_on"],
        )
        return ContactAddress.objects.filter(sender=sender).count()


def remove(sender: str, recipient: str) -> bool:
    """Take one recipient out of the register. False: was not there."""
    with writing():
        removed, _ = ContactAddress.objects.filter(sender=sender, recipient=recipient).delete()
    return bool(removed)


def _stored(sender: str, lines: Sequence[Mapping[str, Any]], *, replace: bool) -> Response:
    if lines:
        require_registered(sender)
    total = store(sender, lines, replace=replace)
    return Response(Stored({"stored": len(lines), "total": total}).data)
