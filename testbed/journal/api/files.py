"""The bytes of an exchange, as they were sent and answered."""

from typing import Final

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from infra.rest.problems import ProblemSerializer
from infra.rest.views import RestView
from testbed.journal.api.views import TAGS
from testbed.journal.reading import load_exchange, request_of, response_of

SAFE: Final = {
    # Strangers wrote these bytes: a browser must neither run nor show them as a page of ours.
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class RequestView(RestView):
    @extend_schema(
        operation_id="get_exchange_request",
        summary="The bytes that were sent, unchanged",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request, key: int) -> HttpResponse:
        return raw_answer(request_of(load_exchange(key)), f"request-{key}.xml")


class ResponseView(RestView):
    @extend_schema(
        operation_id="get_exchange_response",
        summary="The bytes that were answered, unchanged",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request, key: int) -> HttpResponse:
        return raw_answer(response_of(load_exchange(key)), f"response-{key}.xml")


def raw_answer(data: bytes, name: str) -> HttpResponse:
    """The bytes as a file to save."""
    headers = {**SAFE, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, headers=headers, content_type="application/octet-stream")
