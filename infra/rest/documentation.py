"""The interactive page of the REST interface, from installed packages, without inline scripts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.plumbing import get_lib_doc_excludes

from infra.rest.serializers import StrictSerializer
from infra.rest.views import RestView, UnknownAddressView
from infra.web.access.console_access import console_page


@require_safe
@console_page
def interactive_page(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html")


def classes_without_description() -> list[type]:
    """Base classes with docstrings for programmers, which views and serializers must not inherit."""
    others: list[type] = get_lib_doc_excludes()  # type: ignore[no-untyped-call]  # it has no types
    return [*others, RestView, UnknownAddressView, StrictSerializer]
