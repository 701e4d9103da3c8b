"""The office gateway: the addresses that may send, and the mails that came."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from console import office as pages
from infra.web.access.console_access import console_page


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_senders(request: HttpRequest) -> HttpResponse:
    """The lists; a POST adds or changes an address."""
    form = pages.OfficeSenderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = _("Adressen får sända.") if pages.allow_sender(form.cleaned_data) else _("Adressen är ändrad.")
        messages.success(request, words)
        return redirect("console:office")
    page = pages.office_senders_page(request.GET.get("efter", ""))
    mails = pages.received_mails_page(request.GET.get("fore", ""))
    context = {"form": form, "page": page, "mails": mails}
    return render(request, "console/office.html", context, status=422 if form.errors else 200)


@console_page
@require_POST
def remove_sender(request: HttpRequest) -> HttpResponse:
    if not pages.remove_sender(request.POST.get("address", "")):
        raise Http404
    messages.success(request, _("Adressen är borttagen."))
    return redirect("console:office")
