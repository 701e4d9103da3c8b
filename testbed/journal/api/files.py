"""The bytes of an exchange, as they were sent and answered."""

from typing import Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from infra.rest.problems import ProblemSerializer
from infra.rest.views import ProblemRenderer, RestView
from testbed.journal.api.serializers import FilterSerializer
from testbed.journal.api.views import TAGS, search_of
from testbed.journal.export import downloads
from testbed.journal.reading import curl_of, load_exchange


class BytesRenderer(BaseRenderer):
    """Accepts any Accept: the bytes are what they are."""

    media_type = "*/*"
    # Several formats would be described as values of a parameter that nobody takes.
    format = ProblemRenderer.format

    def render(self, data: Any, *_: Any, **__: Any) -> bytes:
        return bytes(data)


class FileView(RestView):
    """Answers a file."""

    renderer_classes = (ProblemRenderer, BytesRenderer)  # type: ignore[assignment]  # the parent answers JSON


class RequestView(FileView):
    @extend_schema(
        operation_id="get_exchange_request",
        summary="The bytes that were sent, unchanged",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request, key: int) -> HttpResponse:
        return downloads.request_file(key)


class ResponseView(FileView):
    @extend_schema(
        operation_id="get_exchange_response",
        summary="The bytes that were answered, unchanged",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request, key: int) -> HttpResponse:
        return downloads.response_file(key)


class CurlView(FileView):
    @extend_schema(
        operation_id="get_exchange_curl",
        summary="A line for a shell that sends the same request again",
        description="With the caller's certificate in client.pem and client.key. Empty: what came is no call.",
        responses={(200, "text/plain"): OpenApiTypes.STR, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request, key: int) -> HttpResponse:
        line = f"{curl_of(load_exchange(key))}\n"
        return HttpResponse(line, headers=downloads.SAFE, content_type="text/plain; charset=utf-8")


class HarView(FileView):
    query_serializer = FilterSerializer

    @extend_schema(
        operation_id="get_exchanges_har",
        summary="The newest 1,000 that match as an HTTP archive (HAR 1.2), whole numbers and bytes included",
        parameters=[FilterSerializer],
        responses={(200, "application/json"): OpenApiTypes.OBJECT, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        return downloads.har_file(search_of(self.query))


class ZipView(FileView):
    query_serializer = FilterSerializer

    @extend_schema(
        operation_id="get_exchanges_zip",
        summary="The newest 1,000 that match as files, with an index in JSON lines",
        parameters=[FilterSerializer],
        responses={(200, "application/zip"): OpenApiTypes.BINARY, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> FileResponse:
        return downloads.zip_file(search_of(self.query))
