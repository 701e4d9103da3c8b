"""Search among the letters, and one letter's life."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from console.letters import search as letters
from console.letters.direct_letters import find_direct_letters, load_direct_letter
from console.letters.letter_page import LetterPage, load_letter_page
from console.letters.search import LetterSearchForm
from formedlare import retry
from formedlare.models import Distribution, Leg
from infra.web.access.console_access import console_page
from infra.web.renewal import Fragment, renewed_fragment


@console_page
@require_safe
@never_cache
def search_letters(request: HttpRequest) -> HttpResponse:
    form, before = LetterSearchForm(request.GET), request.GET.get("before", "")
    found = letters.find_letters(form.delivery_filter, before) if form.is_valid() else None
    given = {name: value for name, value in request.GET.items() if value and name in form.fields}
    direct = find_direct_letters(form.cleaned_data) if form.is_valid() and not before else []
    context = {
        "form": form,
        "found": found,
        "direct": direct,
        "query": urlencode(given),
        "earlier": bool(before),
    }
    return render(request, "console/letters.html", context, status=422 if form.errors else 200)


@console_page
@require_safe
@never_cache
def show_letter(request: HttpRequest, distribution_id: uuid.UUID) -> HttpResponse:
    return render(request, "console/letter.html", {"letter": _letter_page(request, distribution_id)})


@console_page
@require_safe
@never_cache
def direct_letter(request: HttpRequest, trans_id: uuid.UUID) -> HttpResponse:
    letter = load_direct_letter(trans_id)
    if letter is None:
        raise Http404(f"no letter without the relay has the TransId {trans_id}")
    return render(request, "console/direct_letter.html", {"letter": letter, "delivery": letter.delivery})


@console_page
@renewed_fragment
def renew_letter(request: HttpRequest, distribution_id: uuid.UUID) -> Fragment:
    page = _letter_page(request, distribution_id)
    return Fragment("console/_letter.html", page.version, lambda: {"letter": page})


@console_page
@require_POST
def try_now(request: HttpRequest, distribution_id: uuid.UUID) -> HttpResponse:
    recipient = request.POST.get("mottagare", "")
    leg = get_object_or_404(Leg, distribution__distribution_id=distribution_id, recipient=recipient)
    try:
        retry.try_now(leg)
        messages.success(request, _("Brevet försöks nu."))
    except retry.LegFinished:
        messages.info(request, _("Brevet är redan avslutat, så det försöks inte igen."))
    address = reverse("console:letter", args=[distribution_id])
    return redirect(f"{address}?{urlencode({'mottagare': recipient})}")


def _letter_page(request: HttpRequest, distribution_id: uuid.UUID) -> LetterPage:
    distribution = get_object_or_404(Distribution, distribution_id=distribution_id)
    return load_letter_page(distribution, request.GET.get("mottagare", ""), request.GET.get("efter", ""))
