"""The print queue and the print runs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from console.services import paper as papers
from infra.web.console_access import console_page
from print_supplier import runs


@console_page
@require_safe
@never_cache
def paper(request: HttpRequest) -> HttpResponse:
    found = papers.paper(request.GET.get("period", ""), request.GET.get("fore", ""))
    periods = [(key, words) for key, (words, _since) in papers.PERIODS.items()]
    return render(request, "console/paper.html", {"paper": found, "periods": periods})


@console_page
@require_POST
def print_now(request: HttpRequest) -> HttpResponse:
    """One run: what lies in the queue, as much as a run takes."""
    run = runs.print_queued()
    if run is None:
        messages.info(request, _("Utskriftskön är tom, så det fanns inget att skriva ut."))
    else:
        told = ngettext(
            "Körning %(number)d: %(count)d brev utskrivet.",
            "Körning %(number)d: %(count)d brev utskrivna.",
            run.letters,
        )
        messages.success(request, told % {"number": run.number, "count": run.letters})
    return redirect("console:paper")
