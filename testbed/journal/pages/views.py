"""The journal in the console: the live list, one exchange, and one letter as a timeline."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from infra.errors import NotFound
from infra.web.access.console_access import console_page
from infra.web.renewal import Fragment, renewed_fragment
from testbed.journal.export import downloads
from testbed.journal.pages.exchange_page import load_page
from testbed.journal.pages.listing import ExchangeSearchForm, load_listing
from testbed.journal.pages.timeline_page import load_timeline


@console_page
@require_safe
@never_cache
def list_exchanges(request: HttpRequest) -> HttpResponse:
    form, before = ExchangeSearchForm(request.GET), request.GET.get("before", "")
    listing = load_listing(form.wanted, before) if form.is_valid() else None
    context = {"form": form, "listing": listing, "query": form.query, "earlier": bool(before)}
    return render(request, "console/journal/list.html", context, status=422 if form.errors else 200)


@console_page
@renewed_fragment
def renew_exchanges(request: HttpRequest) -> Fragment:
    form = ExchangeSearchForm(request.GET)
    if not form.is_valid():
        raise Http404
    listing = load_listing(form.wanted)
    return Fragment(
        "console/journal/_rows.html", listing.version, lambda: {"listing": listing, "query": form.query}
    )


@console_page
@require_safe
@never_cache
def show_exchange(request: HttpRequest, key: int) -> HttpResponse:
    try:
        page = load_page(key)
    except NotFound:
        raise Http404 from None
    return render(request, "console/journal/exchange.html", {"page": page, "exchange": page.exchange})


@console_page
@require_safe
@never_cache
def download_request(_request: HttpRequest, key: int) -> HttpResponseBase:
    return _file(lambda: downloads.request_file(key))


@console_page
@require_safe
@never_cache
def download_response(_request: HttpRequest, key: int) -> HttpResponseBase:
    return _file(lambda: downloads.response_file(key))


@console_page
@require_safe
@never_cache
def download_har(request: HttpRequest) -> HttpResponseBase:
    form = ExchangeSearchForm(request.GET)
    return downloads.har_file(form.wanted) if form.is_valid() else list_exchanges(request)


@console_page
@require_safe
@never_cache
def download_zip(request: HttpRequest) -> HttpResponseBase:
    form = ExchangeSearchForm(request.GET)
    return downloads.zip_file(form.wanted) if form.is_valid() else list_exchanges(request)


def _file(make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        return make()
    except NotFound:
        raise Http404 from None


@console_page
@require_safe
@never_cache
def show_timeline(request: HttpRequest, trace: str) -> HttpResponse:
    page = load_timeline(trace)
    if not page.moments:
        raise Http404
    return render(request, "console/journal/timeline.html", {"page": page})


@console_page
@renewed_fragment
def renew_timeline(_request: HttpRequest, trace: str) -> Fragment:
    page = load_timeline(trace)
    return Fragment("console/journal/_moments.html", page.version, lambda: {"page": page})
