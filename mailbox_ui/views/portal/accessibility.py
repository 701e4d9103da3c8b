"""The accessibility statement, which a public service's pages must link to. Source: lag (2018:1937), 13 §."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def show_statement(request: HttpRequest) -> HttpResponse:
    return render(request, "mailbox/accessibility.html")
