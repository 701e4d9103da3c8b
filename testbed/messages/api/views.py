"""Read back what was delivered: `/api/v1/messages`."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.errors import NotFound
from infra.rest.pages import next_address
from infra.rest.problems import ProblemSerializer
from infra.rest.views import RestView
from mailbox_ui.exchange_reports import report_opening
from testbed.messages import search
from testbed.messages.api.serializers import (
    MessagePageSerializer,
    MessageQuerySerializer,
    MessageWithBytesSerializer,
)
from testbed.messages.api.shown import show_message, show_messages
from testbed.messages.reading import read_as_holder

MAX_POSITION: Final = 2**31 - 1
"""That the database can compare."""
TAGS = ["messages"]
NOT_FOUND = OpenApiResponse(ProblemSerializer, "There is no such message")


class MessagesView(RestView):
    query_serializer = MessageQuerySerializer

    @extend_schema(
        operation_id="list_messages",
        summary="Messages in mailboxes, newest first",
        description="Directly from the sender or through the relay. With the header "
        "X-MM-Label only those of that test run.",
        parameters=[MessageQuerySerializer],
        responses={200: MessagePageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = dict(self.query)
        limit, cursor = query.pop("limit"), query.pop("cursor", None)
        found = search.find_messages(search.within_run(query), limit, cursor)
        results = show_messages(found.messages, request)
        return Response({"results": results, "next": next_address(request, found.next_cursor)})


class MessageView(RestView):
    @extend_schema(
        operation_id="get_message",
        summary="One message, with the bytes of its files",
        responses={200: MessageWithBytesSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, message_id: UUID) -> Response:
        return Response(show_message(search.message_with_id(message_id), request))


class MessageAttachmentView(RestView):
    @extend_schema(
        operation_id="get_message_attachment",
        summary="The bytes of a file",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, message_id: UUID, position: int) -> HttpResponse:
        files = search.message_with_id(message_id).attachments.filter(position=min(position, MAX_POSITION))
        found = files.first()
        if found is None:
            raise NotFound(
                f"Meddelandet har ingen bilaga {position}.",
                f"The message has no attachment {position}.",
                slug="attachment-unknown",
            )
        response = HttpResponse(bytes(found.content), content_type="application/octet-stream")
        response["Content-Disposition"] = "attachment"
        # A page of another site can show what it may not read.
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class ReadMessageView(RestView):
    @extend_schema(
        operation_id="read_message",
        summary="Read a message as its holder",
        description="As if the holder had logged in and opened it. A message that has been read keeps the time "
        "when it was read first.",
        request=None,
        responses={200: MessageWithBytesSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def post(self, request: Request, message_id: UUID) -> Response:
        message = search.message_with_id(message_id)
        read_as_holder(message)
        report_opening(request._request, message)
        return Response(show_message(message, request))
