"""The world in one file, and back: `/api/v1/snapshot`."""

import io
import tempfile
from typing import Any, Final

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from infra.hooks import runs
from infra.rest.problems import ProblemSerializer
from infra.rest.views import RestView
from testbed.snapshots.archive import read_snapshot, write_snapshot

ZIP: Final = "application/zip"
MAX_BYTES: Final = 512 * 2**20
IN_MEMORY: Final = 16 * 2**20
"""Bytes of a snapshot that are kept in memory; a larger one is kept in a file meanwhile."""
CHUNK: Final = 2**20


class ZipParser(BaseParser):
    """Leaves the file as the stream that it comes in."""

    media_type = ZIP

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        return stream


class RowCountsSerializer(serializers.Serializer[Any]):
    rows = serializers.DictField(child=serializers.IntegerField(), help_text="How many rows each table has")


class SnapshotView(RestView):
    parser_classes = (ZipParser,)
    max_bytes = MAX_BYTES

    @extend_schema(
        operation_id="get_snapshot",
        summary="The world in one file: people, actors, registers, rules and letters, without keys",
        responses={(200, ZIP): OpenApiTypes.BINARY},
        tags=["runs"],
    )
    def get(self, request: Request) -> FileResponse:
        out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the answer closes it)
        write_snapshot(out)
        out.seek(0)
        return FileResponse(out, as_attachment=True, filename="snapshot.zip", content_type=ZIP)

    @extend_schema(
        operation_id="put_snapshot",
        summary="Put the world of a snapshot in place of what is here",
        request={ZIP: OpenApiTypes.BINARY},
        responses={
            200: OpenApiResponse(RowCountsSerializer),
            400: ProblemSerializer,
            409: ProblemSerializer,
            413: ProblemSerializer,
        },
        tags=["runs"],
    )
    def put(self, request: Request) -> Response:
        runs.require_no_run()
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
            # Without a body, there is no stream.
            stream: Any = request.data or io.BytesIO()
            while piece := stream.read(CHUNK):
                kept.write(piece)
            kept.seek(0)
            return Response(RowCountsSerializer({"rows": read_snapshot(kept)}).data)
