"""The simulated e-legitimation on the phone: the question, and the answer yes or no."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from mailbox_ui.access import login, session
from mailbox_ui.access.session import HtmxHttpRequest
from mailbox_ui.models import EidHolder, LoginOrder
from mailbox_ui.views.eid.login import PERSONS_TO_PICK, redeem_order


@never_cache
def approve_login(request: HtmxHttpRequest, phone_token: uuid.UUID) -> HttpResponse:
    order = LoginOrder.objects.select_related("holder").filter(phone_token=phone_token).first()
    if order is None or not login.is_waiting(order):
        return render(request, "login/phone_closed.html", status=410)
    if request.method != "POST":
        persons = [] if order.holder else EidHolder.objects.all()[:PERSONS_TO_PICK]
        context = {
            "order": order,
            "persons": persons,
            "operator": login.operator_at(order.next_path),
            "here": request.GET.get("har") == "1",
        }
        return render(request, "login/phone_ask.html", context)
    try:
        return _answer(request, order)
    except login.OrderClosedError:
        return render(request, "login/phone_closed.html", status=410)


def _answer(request: HtmxHttpRequest, order: LoginOrder) -> HttpResponse:
    is_approved = request.POST.get("answer") == "approve"
    if is_approved:
        order = login.approve_order(order.phone_token, order.holder or _picked(request))
    else:
        order = login.refuse_order(order.phone_token)
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Trigger": "poll"})
    if request.POST.get("here") and _began_here(request, order):
        return redirect(redeem_order(request, order)) if is_approved else redirect("mail:login-wait")
    return render(request, "login/phone_done.html", {"order": order, "is_approved": is_approved})


def _picked(request: HtmxHttpRequest) -> EidHolder:
    holder = EidHolder.objects.filter(number=request.POST.get("number", "")).first()
    if holder is None:
        raise login.OrderClosedError
    return holder


def _began_here(request: HtmxHttpRequest, order: LoginOrder) -> bool:
    began = session.remembered_order(request)
    return began is not None and began.reference == order.reference
