"""The owner of an open page: it must not renew itself, nor change anything, after somebody else has logged in.

Everything that a page of somebody who is logged in sends carries a mark of that person. Where another has logged
in in the same browser since, the request is refused before any view sees it.
"""

import hmac
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django_htmx.http import HttpResponseClientRedirect

from mailbox_ui.access import session
from mailbox_ui.models import EidHolder

HEADER: Final = "X-Page-Of"
FIELD: Final = "page_of"
MARK: Final = "sida"
WAY_BACK: Final = "till"
FORM: Final = "application/x-www-form-urlencoded"


def mark_of(holder: EidHolder) -> str:
    """The mark of a person's pages: the same on all of them, without revealing the person."""
    return salted_hmac("mailbox_ui.page_of", holder.number).hexdigest()[:32]


def holder_of(mark: str) -> EidHolder | None:
    """The person that the mark stands for; None: it is no mark of anybody."""
    for holder in EidHolder.objects.all():
        if hmac.compare_digest(mark.encode(), mark_of(holder).encode()):
            return holder
    return None


class PageOwnerMiddleware:
    """Refuses requests from a page that another user opened. It runs before the CSRF check."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        mark = _mark_on(request)
        holder = session.current_holder(request) if mark else None
        if holder is None or hmac.compare_digest(mark.encode(), mark_of(holder).encode()):
            return self._get_response(request)
        if request.headers.get("HX-Request"):
            query = {MARK: mark, WAY_BACK: _path_of(request.headers.get("HX-Current-URL", ""))}
            return HttpResponseClientRedirect(f"{reverse('mail:other-person')}?{urlencode(query)}")
        return refusal_page(request, holder, mark, _path_of(request.headers.get("Referer", "")), status=409)


def refusal_page(request: HttpRequest, holder: EidHolder, mark: str, till: str, status: int = 200) -> HttpResponse:
    """The page that says that somebody else is logged in, with one button to become the one it belonged to.

    `mark` is what the refused page carried, and `till` its path.
    """
    request.holder = holder  # type: ignore[attr-defined]  # the page's head names the user
    context = {"name": holder.name, "owner": holder_of(mark), "till": session.safe_path(till)}
    response = render(request, "mailbox/other_person.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _mark_on(request: HttpRequest) -> str:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    if mark := request.headers.get(HEADER):
        return mark
    return request.POST.get(FIELD, "") if request.content_type == FORM else ""


def _path_of(address: str) -> str:
    """Path and query of an address that a browser says it shows."""
    found = urlsplit(address)
    return f"{found.path}?{found.query}" if found.query else found.path
