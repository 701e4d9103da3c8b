"""Log-in of holders in browser sessions, and its end."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from infra import clock
from mailbox_ui.access.refusals import NotOpened
from mailbox_ui.models import EidHolder, LoginOrder

IDLE_LIMIT = timedelta(seconds=settings.SESSION_COOKIE_AGE)
"""Logged out after this long without opening a page; the page that asks for news by itself does not count."""
REMEMBERED = timedelta(hours=24)
"""How long the browser is known, so that someone who was logged out is told why."""
NOTED_EVERY = timedelta(minutes=1)

NUMBER, SEEN_AT, ORDER = "eid_number", "eid_seen_at", "login_order"

Params = ParamSpec("Params")


class HtmxHttpRequest(HttpRequest):
    """A request as the htmx middleware hands it on."""

    htmx: HtmxDetails


class HolderRequest(HtmxHttpRequest):
    """A request by someone who is logged in."""

    holder: EidHolder


Guarded = Callable[Concatenate[HolderRequest, Params], HttpResponse]
Open = Callable[Concatenate[HtmxHttpRequest, Params], HttpResponse]


def login_required(view: Guarded[Params]) -> Open[Params]:
    """Send people who are not logged in to log in, and then back. The pages are not kept in caches.

    A mailbox that is not opened for them is answered with a page that says why.
    """

    @wraps(view)
    def guarded(request: HtmxHttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        holder = holder_of(request)
        if holder is None:
            return _to_log_in(request)
        request.holder = holder  # type: ignore[attr-defined] # this is what makes it a HolderRequest
        try:
            response = view(request, *args, **kwargs)  # type: ignore[arg-type]  # as above
        except NotOpened as refusal:
            response = _not_opened(request, refusal)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return guarded


def log_in(request: HttpRequest, holder: EidHolder) -> None:
    """Begin a session of its own for the holder: new key, new CSRF token, no data of the previous user."""
    request.session.clear()
    request.session.cycle_key()
    request.session.set_expiry(REMEMBERED)
    request.session[NUMBER] = holder.number
    request.session[SEEN_AT] = clock.now().isoformat()
    rotate_token(request)


def log_out(request: HttpRequest) -> None:
    request.session.flush()


def holder_of(request: HtmxHttpRequest) -> EidHolder | None:
    holder = current_holder(request)
    if holder is not None and not request.htmx:
        _note(request)
    return holder


def current_holder(request: HttpRequest) -> EidHolder | None:
    """The holder who is logged in, without counting this request as an opened page."""
    number = request.session.get(NUMBER)
    return None if number is None or _is_idle(request) else EidHolder.objects.filter(number=number).first()


def was_logged_out(request: HttpRequest) -> bool:
    """Whether this browser was logged in and has been idle for too long."""
    return NUMBER in request.session and _is_idle(request)


def remember_order(request: HttpRequest, order: LoginOrder) -> None:
    request.session[ORDER] = str(order.reference)


def remembered_order(request: HttpRequest) -> LoginOrder | None:
    """The order that this very browser session began."""
    reference = request.session.get(ORDER)
    return LoginOrder.objects.filter(reference=uuid.UUID(reference)).first() if reference else None


def safe_path(path: str) -> str:
    """The path if it leads to a page of ours, else the start of the mailbox."""
    here = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if here else reverse("mail:mailboxes")


def login_address(path: str) -> str:
    """The log-in page, which leads back to the path afterwards."""
    return f"{reverse('mail:login')}?{urlencode({'till': path})}"


def _is_idle(request: HttpRequest) -> bool:
    return clock.now() - datetime.fromisoformat(request.session[SEEN_AT]) > IDLE_LIMIT


def _note(request: HttpRequest) -> None:
    now = clock.now()
    if now - datetime.fromisoformat(request.session[SEEN_AT]) > NOTED_EVERY:
        request.session[SEEN_AT] = now.isoformat()


def _to_log_in(request: HtmxHttpRequest) -> HttpResponse:
    if request.htmx:
        return HttpResponseClientRedirect(login_address(urlsplit(request.htmx.current_url or "/").path))
    return redirect(login_address(request.get_full_path()))


def _not_opened(request: HtmxHttpRequest, refusal: NotOpened) -> HttpResponse:
    """A page that renews itself is loaded anew, so that all of it goes."""
    if request.htmx and request.method == "GET":
        return HttpResponseClientRedirect(urlsplit(request.htmx.current_url or "/").path)
    context = {"reason": refusal.reason.name, "retry": request.get_full_path()}
    return render(request, "mailbox/refused.html", context, status=refusal.reason.value)
