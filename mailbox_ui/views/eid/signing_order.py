"""A signature under way: the page that waits for the phone, what came of it, and the phone's own question."""

import uuid
from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from infra.web.renewal import unchanged_response
from mailbox_operator.models import Mailbox, Operator
from mailbox_ui.access.rights import place_of
from mailbox_ui.access.session import HolderRequest, HtmxHttpRequest, login_required
from mailbox_ui.eid import signing_orders
from mailbox_ui.models import SigningOrder
from mailbox_ui.portal import completion, refusals
from mailbox_ui.portal.operator_profiles import profile_of


@login_required
def show_signing(request: HolderRequest, reference: uuid.UUID) -> HttpResponse:
    """Waits for the phone and the register, or says what came of it. The way back leads to the answer."""
    order = _own_order(request, reference)
    if signing_orders.is_signed(order):
        _complete(order)
    if order.state == SigningOrder.State.USED and not signing_orders.is_with_register(order):
        return render(request, "portal/signed.html", _outcome(request, order))
    return render(request, "portal/signing.html", _waiting(request, order))


@login_required
@require_POST
def signing_state(request: HolderRequest, reference: uuid.UUID) -> HttpResponse:
    """The page that waits polls this. 204 while the phone or the register has not answered."""
    order = _own_order(request, reference)
    if signing_orders.is_waiting(order) or signing_orders.is_with_register(order):
        return unchanged_response()
    return HttpResponseClientRedirect(reverse("mail:signing", args=[order.reference]))


@never_cache
def sign_on_phone(request: HtmxHttpRequest, phone_token: uuid.UUID) -> HttpResponse:
    """The phone's question: the text to sign and its holder; a POST signs or refuses it."""
    order = SigningOrder.objects.select_related("signer").filter(phone_token=phone_token).first()
    if order is None or not signing_orders.is_waiting(order):
        return render(request, "login/phone_closed.html", status=410)
    if request.method != "POST":
        return render(request, "portal/phone_sign.html", _asking(order))
    try:
        return _answer(request, order)
    except signing_orders.SigningClosedError:
        return render(request, "login/phone_closed.html", status=410)


def _answer(request: HtmxHttpRequest, order: SigningOrder) -> HttpResponse:
    is_approved = request.POST.get("answer") == "approve"
    answered = (signing_orders.approve_order if is_approved else signing_orders.refuse_order)(order.phone_token)
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Trigger": "poll"})
    if request.POST.get("here"):
        return redirect("mail:signing", answered.reference)
    return render(request, "portal/phone_signed.html", {"order": answered, "is_approved": is_approved})


def _own_order(request: HolderRequest, reference: uuid.UUID) -> SigningOrder:
    order = get_object_or_404(SigningOrder.objects.select_related("signer"), reference=reference)
    if order.signer_id != request.holder.number:
        raise Http404
    return order


def _complete(order: SigningOrder) -> None:
    with suppress(signing_orders.SigningClosedError):  # another tab was faster
        completion.complete_order(order)
    order.refresh_from_db()


def _asking(order: SigningOrder) -> dict[str, object]:
    return {"order": order, "operator": Operator.objects.filter(name=order.operator).first()}


def _waiting(request: HttpRequest, order: SigningOrder) -> dict[str, object]:
    phone_path = reverse("mail:sign-on-phone", args=[order.phone_token])
    return _asking(order) | {
        "is_waiting": signing_orders.is_waiting(order),
        "is_with_register": signing_orders.is_with_register(order),
        "phone_path": phone_path,
        "phone_address": request.build_absolute_uri(phone_path),
        "without_mailbox": True,
    }


def _outcome(request: HolderRequest, order: SigningOrder) -> dict[str, object]:
    operator = Operator.objects.filter(name=order.operator).first()
    mailbox = Mailbox.objects.filter(operator=operator, holder=order.holder).select_related("operator").first()
    return {
        "order": order,
        "operator": operator,
        "face": profile_of(operator) if operator else None,
        "inbox_place": place_of(request.holder, mailbox) if mailbox else "",
        "words": refusals.words_for(order.refusal_slug, order.refusal_code),
        "without_mailbox": True,
    }
