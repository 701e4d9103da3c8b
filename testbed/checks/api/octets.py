"""The octets that were hashed for a letter in the journal: `/api/v1/exchanges/{id}/octets`."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from infra.errors import NotFound
from infra.rest.problems import ProblemSerializer
from infra.rest.views import RestView
from testbed.checks.api import serializers
from testbed.checks.octets.difference import first_difference
from testbed.checks.octets.hashed_octets import HashedOctets, hashed_octets
from testbed.journal.api.files import FileView
from testbed.journal.api.views import TAGS
from testbed.journal.export.downloads import raw_file
from testbed.journal.reading import address_of, load_exchange, request_of


@dataclass(frozen=True, slots=True)
class SentOctets:
    """The bytes of a body."""

    octets: bytes


class OctetsParser(BaseParser):
    """The bytes of the body."""

    media_type = "*/*"

    def parse(self, stream: Any, *_: Any, **__: Any) -> Any:
        return SentOctets(stream.read())


class OctetsOfExchangeView(RestView):
    @extend_schema(
        operation_id="list_exchange_octets",
        summary="What was hashed for each signature of a letter, in each form that is tried",
        responses={200: serializers.HashedOctetsPageSerializer, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request, key: int) -> Response:
        exchange = load_exchange(key)
        found = hashed_octets(request_of(exchange))
        base = address_of(exchange, "octets")
        rows = [{"octets": one, "address": f"{base}/{one.signature.value}/{one.form.value}"} for one in found]
        return Response(serializers.HashedOctetsPageSerializer({"results": rows}).data)


class OctetsOfFormView(FileView):
    @extend_schema(
        operation_id="get_exchange_octets",
        summary="The octets themselves, to save and compare",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request, key: int, signature: str, form: str) -> HttpResponse:
        found = _octets_of(key, signature, form)
        return raw_file(found.octets, f"octets-{key}-{signature}-{form}.xml")


class OctetsComparisonView(RestView):
    needs_no_room = True
    parser_classes = (OctetsParser,)

    def require_access(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.max_bytes = settings.MAX_SOAP_BYTES
        super().require_access(request, *args, **kwargs)

    @extend_schema(
        operation_id="compare_exchange_octets",
        summary="The first difference between your octets and those that were hashed here",
        description="The body is what your own code hashes, before the digest is computed.",
        request={"application/octet-stream": bytes},
        responses={200: serializers.OctetsComparisonSerializer, 404: ProblemSerializer, 413: ProblemSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, key: int, signature: str, form: str) -> Response:
        found = _octets_of(key, signature, form)
        sent: object = request.data
        yours = sent.octets if isinstance(sent, SentOctets) else b""
        comparison = serializers.Comparison(found, yours, first_difference(found.octets, yours))
        return Response(serializers.OctetsComparisonSerializer(comparison).data)


def _octets_of(key: int, signature: str, form: str) -> HashedOctets:
    found = hashed_octets(request_of(load_exchange(key)))
    for one in found:
        if (one.signature.value, one.form.value) == (signature, form):
            return one
    known = ", ".join(f"{one.signature.value}/{one.form.value}" for one in found)
    raise NotFound(
        f"Anropet har inga oktetter {signature[:20]}/{form[:20]}; det har {known}.",
        f"The request has no octets {signature[:20]}/{form[:20]}; it has {known}.",
        slug="octets-unknown",
    )
