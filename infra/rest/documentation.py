"""The interactive page for the REST interface, from installed packages, without inline scripts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.plumbing import get_lib_doc_excludes

from infra.rest.views import Nowhere, RestView, Strict
from infra.web.console_access import console_page


@require_safe
@console_page
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html")


def not_described() -> list[type]:
    """Classes whose docstrings speak to programmers: no view inherits its description from them."""
    others: list[type] = get_lib_doc_excludes()  # type: ignore[no-untyped-call]  # it has no types
    return [*others, RestView, Nowhere, Strict]
