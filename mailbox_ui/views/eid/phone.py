"""The simulated phone, alone or beside the mailbox."""

from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from infra.templatetags.formats import identity
from infra.web.recipient_links import is_company
from infra.web.renewal import Fragment, renewed_fragment
from mailbox_ui import phone_screen
from mailbox_ui.access import login, session
from mailbox_ui.access.session import HtmxHttpRequest
from mailbox_ui.models import EidHolder

PHONES_LISTED = 200
OTHERS_LISTED = 50


def phones_list(request: HttpRequest) -> HttpResponse:
    newest = islice(phone_screen.names_without_eid().items(), OTHERS_LISTED)
    others = [(number, name or identity(number), is_company(number)) for number, name in newest]
    context = {"persons": EidHolder.objects.all()[:PHONES_LISTED], "others": others}
    return render(request, "phone/phones.html", context)


@never_cache
def show_phone(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "phone/phone.html", _context(request, _load_screen(number)))


@renewed_fragment
def renew_phone(request: HttpRequest, number: str) -> Fragment:
    screen = _load_screen(number)
    context = {**_context(request, screen), "fresh": True}
    return Fragment("phone/_renewed_screen.html", screen.version, lambda: context)


def show_demo(request: HtmxHttpRequest, number: str) -> HttpResponse:
    """The phone beside the mailbox, for a demonstration. Logs nobody in by itself."""
    name, holder = _require_owner(number), session.holder_of(request)
    mailbox = reverse("mail:mailboxes")
    is_in = holder is not None and holder.number == number
    context = {
        "number": number,
        "name": name,
        "mailbox": mailbox if is_in else f"{session.login_address(mailbox)}&{login.EXPECTED}={number}",
    }
    return render(request, "phone/demo.html", context)


def _context(request: HttpRequest, screen: phone_screen.PhoneScreen) -> dict[str, object]:
    """`beside`: the phone stands beside a mailbox, and its links open there."""
    return {"phone": screen, "beside": request.GET.get("bredvid") == "1"}


def _load_screen(number: str) -> phone_screen.PhoneScreen:
    return phone_screen.load_phone_screen(number, _require_owner(number))


def _require_owner(number: str) -> str:
    name = phone_screen.owner_name(number)
    if name is None:
        raise Http404
    return name or identity(number)
