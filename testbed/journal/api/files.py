"""The bytes of an exchange, as they were sent and answered."""

from typing import Any, Final

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from infra.rest.problems import ProblemSerializer
from infra.rest.views import ProblemRenderer, RestView
from testbed.journal import export
from testbed.journal.api.serializers import FilterSerializer
from testbed.journal.api.views import TAGS, search_of
from testbed.journal.reading import curl_of, load_exchange, request_of, response_of

SAFE: Final = {
    # Strangers wrote these bytes: a browser must neither run nor show them as a page of ours.
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class BytesRenderer(BaseRenderer):
    """Accepts any Accept: the bytes are what they are."""

    media_type = "*/*"
    format = "bytes"

    def render(self, data: Any, *_: Any, **__: Any) -> bytes:
        return bytes(data)


class FileView(RestView):
    """Answers a file."""

    renderer_classes = (ProblemRenderer, BytesRenderer)


class RequestView(FileView):
    @extend_schema(
        operation_id="get_exchange_request",
        summary="The bytes that were sent, unchanged",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request, key: int) -> HttpResponse:
        return raw_answer(request_of(load_exchange(key)), f"request-{key}.xml")


class ResponseView(FileView):
    @extend_schema(
        operation_id="get_exchange_response",
        summary="The bytes that were answered, unchanged",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request, key: int) -> HttpResponse:
        return raw_answer(response_of(load_exchange(key)), f"response-{key}.xml")


class CurlView(FileView):
    @extend_schema(
        operation_id="get_exchange_curl",
        summary="A line for a shell that sends the same request again",
        description="With the caller's certificate in client.pem and client.key. Empty: what came is no call.",
        responses={(200, "text/plain"): OpenApiTypes.STR, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request, key: int) -> HttpResponse:
        return HttpResponse(
            f"{curl_of(load_exchange(key))}\n", headers=SAFE, content_type="text/plain; charset=utf-8"
        )


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
        headers = {**SAFE, "Content-Disposition": 'attachment; filename="exchanges.har"'}
        pieces = export.as_har(search_of(self.query, request))
        return StreamingHttpResponse(pieces, headers=headers, content_type="application/json")


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
        file = export.as_zip(search_of(self.query, request))
        return FileResponse(file, as_attachment=True, filename="exchanges.zip", headers=SAFE)


def raw_answer(data: bytes, name: str) -> HttpResponse:
    """The bytes as a file to save."""
    headers = {**SAFE, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, headers=headers, content_type="application/octet-stream")
