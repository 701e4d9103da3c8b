"""Supervision: the counts, the log, and both as files."""

from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from console.supervision.counts_page import CountsForm, load_counts
from console.supervision.log_page import LogForm, load_log
from far.supervision import files
from far.supervision.call_log import call_log
from infra.csv_lines import CONTENT_TYPE
from infra.web.access.console_access import console_page


@console_page
@require_safe
@never_cache
def show_counts(request: HttpRequest) -> HttpResponse:
    call_log.write()
    form = CountsForm(request.GET)
    page = load_counts(form) if form.is_valid() else None
    context = {"form": form, "page": page, "query": _query_of(request, form)}
    return render(request, "console/supervision/counts.html", context, status=422 if form.errors else 200)


@console_page
@require_safe
@never_cache
def counts_file(request: HttpRequest) -> HttpResponseBase:
    form = CountsForm(request.GET)
    if not form.is_valid():
        return show_counts(request)
    call_log.write()
    return _file(StreamingHttpResponse(files.counts_as_csv(form.wanted), content_type=CONTENT_TYPE), "anrop.csv")


@console_page
@require_safe
@never_cache
def show_log(request: HttpRequest) -> HttpResponse:
    form, before = LogForm(request.GET), request.GET.get("before", "")
    page = load_log(form, before) if form.is_valid() else None
    context = {"form": form, "page": page, "query": _query_of(request, form), "earlier": bool(before)}
    return render(request, "console/supervision/log.html", context, status=422 if form.errors else 200)


@console_page
@require_safe
@never_cache
def log_file(request: HttpRequest) -> HttpResponseBase:
    form = LogForm(request.GET)
    if not form.is_valid():
        return show_log(request)
    return _file(StreamingHttpResponse(files.log_as_csv(form.wanted), content_type=CONTENT_TYPE), "logg.csv")


def _query_of(request: HttpRequest, form: Form) -> str:
    """The filter as the query of an address."""
    return urlencode({name: value for name, value in request.GET.items() if value and name in form.fields})


def _file(answer: StreamingHttpResponse, name: str) -> StreamingHttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
