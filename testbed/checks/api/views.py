"""Checks over REST: `/api/v1/check`."""

import sys
from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.rest.problems import ProblemSerializer
from infra.rest.views import RestView, announced_length
from infra.soap.http_binding.body import too_large_error
from testbed.checks.api import serializers
from testbed.checks.api.parsers import ApplicationXmlParser, SentXml, XmlParser
from testbed.checks.envelope import check_envelope

TAGS = ["checks"]


class EnvelopeCheckView(RestView):
    needs_no_room = True
    parser_classes = (XmlParser, ApplicationXmlParser)

    def require_access(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # A larger one is refused below, in the words of the services.
        self.max_bytes = sys.maxsize
        super().require_access(request, *args, **kwargs)
        if announced_length(request) > settings.MAX_SOAP_BYTES:
            raise too_large_error()

    @extend_schema(
        operation_id="check_envelope",
        summary="All that is wrong in a SOAP envelope; nothing is delivered or stored",
        description=(
            "Takes what a client would POST to a service, at most 2 MiB. The schema, both signatures, the rights "
            "of sender and relay, and the rules for content are checked, each as far as the others allow."
        ),
        request={"text/xml": bytes, "application/xml": bytes},
        responses={
            200: serializers.FindingsSerializer,
            413: OpenApiResponse(ProblemSerializer, "Larger than a SOAP message may be"),
            415: OpenApiResponse(ProblemSerializer, "Not sent as XML"),
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        sent: object = request.data
        # A request without a body is parsed by nobody.
        findings = check_envelope(sent.data, sent.charset) if isinstance(sent, SentXml) else check_envelope(b"")
        return Response(serializers.FindingsSerializer(findings).data)
