"""Every component of the pages in every state, for building and checking pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from console.components import sample_context
from infra.web.access.console_access import console_page


@console_page
@require_safe
def show_components(request: HttpRequest) -> HttpResponse:
    return render(request, "console/components.html", sample_context())
