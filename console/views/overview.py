"""The overview, and the two things one can do to a lane."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from console.overview import lanes as overviews
from formedlare.api.lanes import MOST_WORKERS, set_concurrency
from formedlare.lanes import breaker
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
    if breaker.reset(name) is None:
        raise Http404
    messages.success(
        request, _("%(lane)s är i gång igen. Det som väntar försöks nu.") % {"lane": overviews.title_of(name)}
    )
    return _back_to(name)


@console_page
@require_POST
def concurrency(request: HttpRequest, name: str) -> HttpResponse:
    """Change how many workers may be at the lane at once, within what is allowed."""
    wanted = request.POST.get("antal", "")
    if not (wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= MOST_WORKERS):
        messages.error(request, _("Antalet ska vara ett heltal från 1 till %(most)d.") % {"most": MOST_WORKERS})
        return _back_to(name)
    if not set_concurrency(name, int(wanted)):
        raise Http404
    return _back_to(name)


def _back_to(lane: str) -> HttpResponse:
    return redirect(f"{reverse('console:overview')}#ko-{lane}")
