"""The print queue and the print runs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from console import print_queue as pages
from infra.web.access.console_access import console_page
from print_supplier import runs


@console_page
@require_safe
@never_cache
def show_print_queue(request: HttpRequest) -> HttpResponse:
    found = pages.print_queue_page(request.GET.get("period", ""), request.GET.get("fore", ""))
    periods = [(key, words) for key, (words, _since) in pages.PERIODS.items()]
    return render(request, "console/print_queue.html", {"page": found, "periods": periods})


@console_page
@require_POST
def print_now(request: HttpRequest) -> HttpResponse:
    """Make one run of the letters in the queue, as many as a run takes."""
    run = runs.print_queued()
    if run is None:
        messages.info(request, _("Utskriftskön är tom, så det fanns inget att skriva ut."))
    else:
        words = ngettext(
            "Körning %(number)d: %(count)d brev utskrivet.",
            "Körning %(number)d: %(count)d brev utskrivna.",
            run.letters,
        )
        messages.success(request, words % {"number": run.number, "count": run.letters})
    return redirect("console:print-queue")
