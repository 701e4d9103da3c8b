"""The overview, and the two things one can do to a lane."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from console.overview import lanes as overviews
from formedlare.lanes.status import reset_lane, set_concurrency
from infra.errors import NotFound
from infra.templatetags.texts import in_own_language
from infra.validation import InvalidValues
from infra.web.console_access import console_page


@console_page
@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "console/overview.html", {"overview": overviews.overview()})


@console_page
@require_safe
@never_cache
def news(request: HttpRequest) -> HttpResponse:
    """The overview once more, if it differs from what the page shows; else 204."""
    found = overviews.overview()
    if found.standing == request.GET.get("sedan"):
        return HttpResponse(status=204)
    return render(request, "console/_overview.html", {"overview": found})


@console_page
@require_POST
def reset(request: HttpRequest, name: str) -> HttpResponse:
    try:
        reset_lane(name)
    except NotFound:
        raise Http404 from None
    messages.success(
        request, _("%(lane)s är i gång igen. Det som väntar försöks nu.") % {"lane": overviews.title_of(name)}
    )
    return _back_to(name)


@console_page
@require_POST
def concurrency(request: HttpRequest, name: str) -> HttpResponse:
    """Change how many workers may be at the lane at once, within what is allowed."""
    wanted = request.POST.get("antal", "")
    try:
        set_concurrency(name, int(wanted) if wanted.isascii() and wanted.isdigit() else 0)
    except InvalidValues as refusal:
        [problem] = refusal.values
        messages.error(request, _("Antalet %(problem)s.") % {"problem": in_own_language(problem.text)})
    except NotFound:
        raise Http404 from None
    return _back_to(name)


def _back_to(lane: str) -> HttpResponse:
    return redirect(f"{reverse('console:overview')}#ko-{lane}")
