"""A sender's own address register, for e-mail and SMS: `/api/v1/senders/{organisation}/addresses`."""

from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.api.contacts.serializers import (
    EXAMPLE_FILE,
    ContactPageSerializer,
    ContactQuerySerializer,
    ContactSerializer,
    ContactUploadSerializer,
    StoredContactsSerializer,
)
from formedlare.api.parameters import NO_SENDER, ORGANISATION, RECIPIENT, organisation_in_path
from formedlare.sender_settings import contacts
from formedlare.sender_settings.contact_file import ContactFile, read_contact_file
from infra.hooks.runs import ItemKind
from infra.rest.pages import next_address
from infra.rest.parsers import JsonParser
from infra.rest.problems import FieldError, Problem, ProblemSerializer, invalid_values
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from infra.texts import Text
from infra.validation import InvalidValue

MAX_BYTES: Final = 8 * 1_048_576
TAGS = ["addresses"]
NO_LIST: Final = Text("ska vara en lista av rader", "must be a list of lines")
SEVERAL_FILES: Final = Text("en fil åt gången", "one file at a time")

_REQUEST: Any = {
    "application/json": ContactSerializer(many=True),
    "text/csv": {"type": "string", "example": EXAMPLE_FILE},
    "multipart/form-data": ContactUploadSerializer,
}
_RESPONSES = {
    200: StoredContactsSerializer,
    400: OpenApiResponse(ProblemSerializer, "What is wrong, line by line; nothing was stored"),
    404: NO_SENDER,
}


class CsvParser(BaseParser):
    """Hands on a body that is the file itself."""

    media_type = "text/csv"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, bytes]:
        return {"file": stream.read()}


class ContactsView(RestView):
    path_items = {"organisation": (ItemKind.ACTOR,)}
    parser_classes = (JsonParser, CsvParser, MultiPartParser)
    max_bytes = MAX_BYTES
    query_serializer = ContactQuerySerializer

    @extend_schema(
        operation_id="list_addresses",
        summary="A sender's address register, by recipient",
        parameters=[ORGANISATION, ContactQuerySerializer],
        responses={200: ContactPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request, organisation: str) -> Response:
        found = contacts.page_of_contacts(organisation_in_path(organisation), **self.query)
        page = {"results": found.contacts, "next": next_address(request, found.after, parameter="after")}
        return Response(ContactPageSerializer(page).data)

    @extend_schema(
        operation_id="add_addresses",
        summary="Add lines, or change those of the same recipients",
        parameters=[ORGANISATION],
        request=_REQUEST,
        responses=_RESPONSES,
        tags=TAGS,
    )
    def post(self, request: Request, organisation: str) -> Response:
        return _store(organisation_in_path(organisation), _read(request), replace=False)

    @extend_schema(
        operation_id="replace_addresses",
        summary="Replace the whole register",
        parameters=[ORGANISATION],
        request=_REQUEST,
        responses=_RESPONSES,
        tags=TAGS,
    )
    def put(self, request: Request, organisation: str) -> Response:
        return _store(organisation_in_path(organisation), _read(request), replace=True)


class ContactView(RestView):
    path_items = {"organisation": (ItemKind.ACTOR,)}

    @extend_schema(
        operation_id="remove_address",
        summary="Take one recipient out of the register",
        parameters=[ORGANISATION, RECIPIENT],
        request=None,
        responses={204: None, 404: ProblemSerializer},
        tags=TAGS,
    )
    def delete(self, request: Request, organisation: str, recipient: str) -> Response:
        contacts.remove_contact(organisation_in_path(organisation), recipient)
        return Response(status=204)


def _read(request: Request) -> ContactFile:
    """The lines of a body in any of the three forms."""
    data: Any = request.data
    if request.content_type.startswith(CsvParser.media_type):
        return read_contact_file(data.get("file", b""))
    if len(request.FILES) > 1:
        raise invalid_values([FieldError("", SEVERAL_FILES)])
    for file in request.FILES.values():
        return read_contact_file(file.read())
    return _read_list(data)


def _read_list(data: Any) -> ContactFile:
    if not isinstance(data, list):
        raise invalid_values([FieldError("", NO_LIST)])
    contacts.require_few(len(data))
    try:
        lines = ContactSerializer.contacts_in(validate_data(ContactSerializer, data, many=True))
    except Problem as problem:
        raise invalid_values([_numbered(error) for error in problem.errors[: contacts.MAX_ERRORS]]) from problem
    return ContactFile(lines, list(range(1, len(lines) + 1)))


def _numbered(error: FieldError) -> FieldError:
    _, place, column, *_ = [*error.pointer.split("/"), "", ""]
    if not place.isdigit():
        return error
    path = (int(place), column) if column else (int(place),)
    return FieldError(error.pointer, contacts.on_line(int(place) + 1, InvalidValue(path, error.detail)).text)


def _store(sender: str, given: ContactFile, *, replace: bool) -> Response:
    total = contacts.store_contacts(sender, given.contacts, replace=replace, numbers=given.numbers)
    return Response(StoredContactsSerializer({"stored": len(given.contacts), "total": total}).data)
