"""`/mcp`: the address of the Model Context Protocol, behind the console's password."""

from importlib import import_module

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from infra.web.access.console_access import console_page


@csrf_exempt
@never_cache
@console_page
@require_POST
def serve_agent(request: HttpRequest) -> HttpResponse:
    """Answer a request of the protocol.

    Pages of other sites are refused by `console_page`, and ours send none, so no form's mark is asked for.
    """
    if settings.MCP == "off":
        raise Http404
    # Loaded when an agent first comes: the protocol's library takes memory that most simulators need not have.
    answer: HttpResponse = import_module("testbed.agents.server").answer_request(request)
    return answer
