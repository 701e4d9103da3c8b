"""Print files: `/api/v1/batches`."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from infra import trace
from infra.hooks import runs
from infra.rest.pages import next_address
from infra.rest.parsers import JsonParser
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from sender.print_files import progress, retention, states
from sender.print_files.api.problems import as_problems
from sender.print_files.api.serializers import (
    AnnouncementSerializer,
    BatchPageSerializer,
    BatchQuerySerializer,
    BatchSerializer,
    SmallFileSerializer,
)
from sender.print_files.arrival import uploads
from sender.print_files.arrival.left_files import left_files
from sender.print_files.models import BatchFile
from sender.print_files.results import FORMATS

MAX_REQUEST_BYTES: Final = 64 * 2**20
"""Bytes of one request; larger files come in parts."""
NOT_FOUND = OpenApiResponse(ProblemSerializer, "There is no such print file")
TAGS = ["batches"]


class BatchesView(RestView):
    parser_classes = (JsonParser, MultiPartParser)
    max_bytes = MAX_REQUEST_BYTES
    query_serializer = BatchQuerySerializer

    @extend_schema(
        operation_id="list_batches",
        summary="Print files, newest first, with their progress",
        parameters=[BatchQuerySerializer],
        responses={200: BatchPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = dict(self.query)
        limit, cursor = query.pop("limit"), query.pop("cursor", None)
        shown, following = progress.list_files(limit, cursor, **query)
        page = {"results": shown, "left_in_folder": left_files(), "next": next_address(request, following)}
        return Response(BatchPageSerializer(page).data)

    @extend_schema(
        operation_id="create_batch",
        summary="Announce a print file, or send a small one",
        description="As JSON: announces a file, whose bytes then come in parts by PATCH to its content. As "
        "multipart/form-data: sends a file of at most 64 MiB in this one request. The same file of the same "
        "sender again answers 200 with the earlier one, and nothing is sent twice.",
        request={"application/json": AnnouncementSerializer, "multipart/form-data": SmallFileSerializer},
        responses={
            201: BatchSerializer,
            200: OpenApiResponse(BatchSerializer, "The same file has come before"),
            400: ProblemSerializer,
            413: ProblemSerializer,
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        is_small = (request.content_type or "").startswith("multipart/")
        given = validate_data(
            SmallFileSerializer if is_small else AnnouncementSerializer, _plain_values(request.data)
        )
        with as_problems(), _traced(request, given["label"]):
            file, is_new = uploads.take_in_upload(given["file"], given["sender"]) if is_small else _announce(given)
        where = reverse("api:batch", [file.file_id], request=request)
        headers = {"Location": where, "Upload-Offset": str(uploads.received_bytes(file))}
        return Response(BatchSerializer(file).data, status=201 if is_new else 200, headers=headers)


class BatchView(RestView):
    @extend_schema(
        operation_id="get_batch",
        summary="One print file with its progress",
        responses={200: BatchSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, file_id: uuid.UUID) -> Response:
        return Response(BatchSerializer(print_file_with(file_id)).data)

    @extend_schema(
        operation_id="delete_batch",
        summary="Remove a print file that is finished, refused or only uploading",
        description="Its ZIP, lines and result go; letters that were handed over stay. Sent again, the same file "
        "is a new one, whose letters are sent.",
        responses={
            204: OpenApiResponse(description="Removed"),
            404: NOT_FOUND,
            409: OpenApiResponse(ProblemSerializer, "Letters of it are on their way, or a part is coming in"),
        },
        tags=TAGS,
    )
    def delete(self, request: Request, file_id: uuid.UUID) -> Response:
        file = print_file_with(file_id)
        with as_problems():
            retention.remove_file(file)
        return Response(status=204)


class ResultView(RestView):
    @extend_schema(
        operation_id="get_batch_result",
        summary="What became of each letter",
        description="The header Result-Final says whether all letters have come to their end: true or false.",
        responses={(200, "text/csv"): OpenApiTypes.STR, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, file_id: uuid.UUID, form: str) -> StreamingHttpResponse:
        file = print_file_with(file_id)
        content_type, pieces = _format(form)
        answer = StreamingHttpResponse(pieces(file), content_type=content_type)
        answer["Content-Disposition"] = f'attachment; filename="{file.file_id}.{form}"'
        answer["Result-Final"] = "true" if file.state in states.FINAL else "false"
        return answer


def _format(name: str) -> tuple[str, Callable[[BatchFile], Iterator[str]]]:
    if name not in FORMATS:
        raise Problem(
            "not-found",
            f"Resultatet finns som {' och '.join(FORMATS)}, inte som {name}.",
            f"The result is there as {' and '.join(FORMATS)}, not as {name}.",
        )
    return FORMATS[name]


def print_file_with(file_id: uuid.UUID) -> BatchFile:
    """The print file.

    Raises:
        Problem: there is none. NotFound: it is another run's.
    """
    file = BatchFile.objects.filter(file_id=file_id).first()
    if file is None:
        raise Problem(
            "not-found", f"Det finns ingen utskriftsfil {file_id}.", f"There is no print file {file_id}."
        )
    runs.require_reachable_label(file.label)
    return file


def _announce(given: Mapping[str, Any]) -> tuple[BatchFile, bool]:
    return uploads.announce_file(given["sender"], given["name"], given["size"], given["sha256"])


def _plain_values(data: Any) -> Any:
    """A form's values, the last of each name."""
    return data.dict() if hasattr(data, "dict") else data


@contextmanager
def _traced(request: Request, label: str) -> Iterator[None]:
    """What is created within carries the caller's trace, and the label: the given one, else that of its run."""
    runs.require_reachable_label(label)
    with trace.use_trace(request.headers.get("traceparent")), trace.use_label(label or trace.current_label()):
        yield
