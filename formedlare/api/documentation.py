"""The interactive page for the REST interface, from installed packages, without inline scripts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from infra.console_access import console_page


@require_safe
@console_page
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html")
