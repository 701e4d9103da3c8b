"""The overview, and the two changes of a lane: close its breaker, set its number of workers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from console.overview.lanes import load_overview, title_of_lane
from formedlare.lanes import status
from infra.errors import NotFound
from infra.templatetags.texts import in_own_language
from infra.validation import InvalidValues
from infra.validation.unstorable import number_in_address
from infra.web.access.console_access import console_page
from infra.web.renewal import Fragment, renewed_fragment


@console_page
@require_safe
@never_cache
def show_overview(request: HttpRequest) -> HttpResponse:
    return render(request, "console/overview.html", {"overview": load_overview()})


@console_page
@renewed_fragment
def renew_overview(_request: HttpRequest) -> Fragment:
    found = load_overview()
    return Fragment("console/_overview.html", found.version, lambda: {"overview": found})


@console_page
@require_POST
def reset_lane(request: HttpRequest, name: str) -> HttpResponse:
    try:
        status.reset_lane(name)
    except NotFound:
        raise Http404 from None
    messages.success(
        request, _("%(lane)s är i gång igen. Det som väntar försöks nu.") % {"lane": title_of_lane(name)}
    )
    return _back_to(name)


@console_page
@require_POST
def set_lane_concurrency(request: HttpRequest, name: str) -> HttpResponse:
    """Change how many workers may be at the lane at once, within what is allowed."""
    try:
        status.set_concurrency(name, number_in_address(request.POST.get("antal", "")) or 0)
    except InvalidValues as refusal:
        [problem] = refusal.values
        messages.error(request, _("Antalet %(problem)s.") % {"problem": in_own_language(problem.text)})
    except NotFound:
        raise Http404 from None
    return _back_to(name)


def _back_to(lane: str) -> HttpResponse:
    return redirect(f"{reverse('console:overview')}#ko-{lane}")
