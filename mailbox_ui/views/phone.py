"""The simulated phone, alone or beside the mailbox."""

from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from mailbox_ui import phone as phones
from mailbox_ui.access import login, session
from mailbox_ui.access.session import HtmxHttpRequest
from mailbox_ui.models import EidHolder
from mailbox_ui.templatetags.mailbox_tags import identity

PHONES_LISTED = 200
OTHERS_LISTED = 50


def phones_list(request: HttpRequest) -> HttpResponse:
    found = islice(phones.others().items(), OTHERS_LISTED)
    others = [(number, name or identity(number), phones.is_company(number)) for number, name in found]
    context = {"persons": EidHolder.objects.all()[:PHONES_LISTED], "others": others}
    return render(request, "phone/phones.html", context)


@never_cache
def phone(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "phone/phone.html", _context(request, number))


@never_cache
def phone_news(request: HttpRequest, number: str) -> HttpResponse:
    """What the phone shows, if it differs from what the page shows; else 204."""
    context = _context(request, number)
    shown = context["phone"]
    if isinstance(shown, phones.Phone) and shown.standing == request.GET.get("sedan"):
        return HttpResponse(status=204)
    return render(request, "phone/_news.html", {**context, "fresh": True})


def demo(request: HtmxHttpRequest, number: str) -> HttpResponse:
    """The phone beside the mailbox, for a demonstration. Logs nobody in by itself."""
    name, holder = _owner(number), session.holder_of(request)
    mailbox = reverse("mail:mailboxes")
    is_in = holder is not None and holder.number == number
    context = {
        "number": number,
        "name": name,
        "mailbox": mailbox if is_in else f"{session.login_address(mailbox)}&{login.EXPECTED}={number}",
    }
    return render(request, "phone/demo.html", context)


def _context(request: HttpRequest, number: str) -> dict[str, object]:
    """`beside`: the phone stands beside a mailbox, so links open over there."""
    shown = phones.look_at(number, _owner(number))
    return {"phone": shown, "beside": request.GET.get("bredvid") == "1"}


def _owner(number: str) -> str:
    name = phones.owner(number)
    if name is None:
        raise Http404
    return name or identity(number)
