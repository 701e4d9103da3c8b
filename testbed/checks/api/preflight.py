"""Pre-flight over REST: `/api/v1/preflight`."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.hooks import runs
from infra.pki.issuing import ledger
from infra.rest.problems import ProblemSerializer
from infra.rest.views import RestView
from testbed.checks.api import serializers
from testbed.checks.api.views import TAGS
from testbed.checks.readiness.caller import named_certificate
from testbed.checks.readiness.preflight import run_preflight


class PreflightView(RestView):
    query_serializer = serializers.PreflightQuerySerializer

    @extend_schema(
        operation_id="run_preflight",
        summary="Everything that must hold before the first letter",
        description=(
            "Certificate, organisation number, role and relays in FaR, addresses, and a first letter that is "
            "signed and checked but not delivered. Of a mailbox operator: its entry in FaR, address, server, "
            "accounts, and its answer to a delivery that it must refuse. The calling certificate is checked at "
            "the SOAP listener: GET /webservice/accao/preflight answers the same."
        ),
        parameters=[serializers.PreflightQuerySerializer],
        responses={200: serializers.PreflightSerializer, 400: ProblemSerializer, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request) -> Response:
        certificate = named_certificate(self.query["certificate"])
        runs.require_reachable(runs.ItemKind.CERTIFICATE, ledger.serial_of(certificate.certificate))
        found = run_preflight(
            certificate, sender=self.query.get("sender", ""), recipient=self.query.get("recipient", "")
        )
        return Response(serializers.PreflightSerializer(found).data)
