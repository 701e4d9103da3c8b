"""The pre-flight of the caller's own certificate, which only the SOAP listener sees."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from infra.errors import MinaMeddelandenError
from infra.pki.peer import presented_chain
from testbed.checks.api.serializers import PreflightSerializer
from testbed.checks.readiness.caller import CheckedCertificate
from testbed.checks.readiness.preflight import run_preflight


@require_safe
def own_preflight(request: HttpRequest) -> HttpResponse:
    """Answer as `GET /api/v1/preflight`, about the certificate of the connection. `?sender=` as there."""
    try:
        certificate, *chain = presented_chain(request.META)
        found = run_preflight(CheckedCertificate(certificate, chain), sender=request.GET.get("sender", ""))
    except MinaMeddelandenError as error:
        refusal = {"ready": False, "text": error.text.on_wire, **error.explanation.as_json()}
        return _json(refusal, status=400)
    return _json(PreflightSerializer(found).data)


def _json(value: object, status: int = 200) -> JsonResponse:
    return JsonResponse(value, status=status, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 2})
