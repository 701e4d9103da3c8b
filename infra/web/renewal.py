"""Fragments of pages that renew themselves: one rule for all pages that poll.

A page polls for a fragment and names the version that it shows, in the parameter `sedan`. The answer is the
fragment, or 204 where that version is still the newest: htmx then leaves the page, its focus and its scroll
position alone.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

Params = ParamSpec("Params")
Request = TypeVar("Request", bound=HttpRequest)

VERSION_PARAMETER: Final = "sedan"


@dataclass(frozen=True)
class Fragment:
    """A part of a page, drawn only when its version differs from the one that the page shows."""

    template: str
    version: str
    """Changes when the fragment would look different."""
    context: Callable[[], Mapping[str, Any]]
    """Called only when the fragment is drawn."""


def version_of(*shown: object) -> str:
    """A short digest of what a fragment shows, for an address. Values that print alike have the same version."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def unchanged_response() -> HttpResponse:
    """204: the page is up to date, and htmx changes nothing."""
    return HttpResponse(status=204)


def renewed_fragment(
    view: Callable[Concatenate[Request, Params], Fragment],
) -> Callable[Concatenate[Request, Params], HttpResponse]:
    """Answer a page that polls: with the view's fragment, or 204 while the page shows its version."""

    @require_safe
    @never_cache
    @wraps(view)
    def answer(request: Request, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        fragment = view(request, *args, **kwargs)
        if fragment.version == request.GET.get(VERSION_PARAMETER):
            return unchanged_response()
        return render(request, fragment.template, dict(fragment.context()))

    return answer
