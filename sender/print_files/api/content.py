"""The bytes of a print file, in parts that go on where the last one ended: `/api/v1/batches/<id>/content`.

Source: the tus resumable upload protocol 1.0.0, core: HEAD, PATCH, Upload-Offset, Upload-Length.
"""

import uuid
from typing import Any, Final

from django.http import UnreadablePostError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.views import RestView
from infra.validation.unstorable import number_in_address
from sender.print_files.api.problems import as_problems
from sender.print_files.api.views import MAX_REQUEST_BYTES, NOT_FOUND, TAGS, print_file_with
from sender.print_files.arrival import uploads
from sender.print_files.models import BatchFile

MEDIA_TYPE: Final = "application/offset+octet-stream"
OFFSET_PARAMETER = OpenApiParameter(
    "Upload-Offset", OpenApiTypes.INT, OpenApiParameter.HEADER, required=True, description="Where the part begins"
)


class PartParser(BaseParser):
    """Leaves the part as the stream that it comes in: it need not fit in memory."""

    media_type = MEDIA_TYPE

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        return stream


class ContentView(RestView):
    parser_classes = (PartParser,)
    max_bytes = MAX_REQUEST_BYTES

    @extend_schema(exclude=True)
    def head(self, request: Request, file_id: uuid.UUID) -> Response:
        """How much has come, in Upload-Offset."""
        return _answer(print_file_with(file_id), 200)

    @extend_schema(
        operation_id="upload_batch_part",
        summary="Send the next part of a print file",
        description="The part begins at Upload-Offset, which HEAD on the same address tells. The part that "
        "completes the file starts it. What came before a connection broke stays, also when a part is "
        "too long for what is left, of which nothing is taken. At most 64 MiB, and within MM_SLOW_CLIENT_SECONDS.",
        parameters=[OFFSET_PARAMETER],
        request={MEDIA_TYPE: OpenApiTypes.BINARY},
        responses={
            204: OpenApiResponse(description="Upload-Offset says how much has come"),
            400: ProblemSerializer,
            404: NOT_FOUND,
            409: OpenApiResponse(ProblemSerializer, "The next part begins elsewhere"),
        },
        tags=TAGS,
    )
    def patch(self, request: Request, file_id: uuid.UUID) -> Response:
        file = print_file_with(file_id)
        part = request.data
        with as_problems():
            uploads.append_part(file, _offset(request), _length(request), lambda size: _read(part, size))
        return _answer(file, 204)


def _offset(request: Request) -> int:
    given = request.headers.get("Upload-Offset", "")
    offset = number_in_address(given)
    if offset is None:
        raise Problem(
            "invalid",
            f"Upload-Offset är {given[:40]!r}; ange den byte som delen börjar vid.",
            f"Upload-Offset is {given[:40]!r}; give the byte that the part begins at.",
        )
    return offset


def _length(request: Request) -> int:
    return number_in_address(request.META.get("CONTENT_LENGTH") or "") or 0


def _read(part: Any, size: int) -> bytes:
    if not hasattr(part, "read"):
        return b""
    try:
        piece: bytes = part.read(size)
    except (UnreadablePostError, TimeoutError) as problem:
        raise Problem(
            "unreadable",
            "Delen kom inte hel. Det som kom är kvar: fråga med HEAD och fortsätt därifrån.",
            "The part did not come whole. What came is kept: ask with HEAD and go on from there.",
        ) from problem
    return piece


def _answer(file: BatchFile, status: int) -> Response:
    headers = {
        "Upload-Offset": str(uploads.received_bytes(file)),
        "Upload-Length": str(file.size),
        "Cache-Control": "no-store",
    }
    return Response(status=status, headers=headers)
