"""Get a mailbox, change its operator, or close it: read, accept, sign. Also for a company that one signs for."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from mailbox_operator.customers import enrolment
from mailbox_operator.customers.agreements import STATE_OPERATOR, EnrolmentAction
from mailbox_operator.models import Operator
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.eid import signing_orders
from mailbox_ui.portal.holder_status import HolderStatus, status_of_subject
from mailbox_ui.portal.operator_profiles import offer_of
from mailbox_ui.views.register_refusals import answer_register_refusals

TERMS = "godkant"
STATE_TERMS = "godkant_egna"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@answer_register_refusals
def begin_enrolment(request: HolderRequest, operator: str, company: str = "") -> HttpResponse:
    """The terms, and what happens to older mail; a POST that accepts them begins the signature."""
    here = get_object_or_404(Operator, name=operator)
    subject = status_of_subject(request.holder, company)
    action = subject.action_to(here)
    context = {"operator": here, "offer": offer_of(here), "subject": subject, "without_mailbox": True}
    if action is None:
        return render(request, "portal/already_here.html", context)
    if elsewhere := _begun_elsewhere(subject, here):
        return render(request, "portal/begun_elsewhere.html", context | {"waiting": elsewhere})
    # Asked before the terms are read: nobody signs for a mailbox that is then refused.
    enrolment.require_eligible(subject.number, here.name)
    has_accepted = request.method == "POST" and _accepted(request, here)
    if has_accepted:
        return _sign(request, subject, here, action)
    page = context | {
        "action": action,
        "text": subject.enrolment_for(action, here, request.holder).text,
        "has_state_terms": here.name == STATE_OPERATOR,
        "not_accepted": request.method == "POST",
    }
    return render(request, "portal/enrol.html", page, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@answer_register_refusals
def close_mailbox(request: HolderRequest, company: str = "") -> HttpResponse:
    """What closing the mailbox means; a POST begins the signature."""
    subject = status_of_subject(request.holder, company)
    here = subject.operator
    if here is None:
        return render(request, "portal/nothing_to_close.html", {"subject": subject})
    if request.method == "POST":
        return _sign(request, subject, here, EnrolmentAction.DEREGISTER)
    context = {
        "operator": here,
        "subject": subject,
        "text": subject.enrolment_for(EnrolmentAction.DEREGISTER, here, request.holder).text,
        "without_mailbox": True,
    }
    return render(request, "portal/leave.html", context)


def _sign(
    request: HolderRequest, subject: HolderStatus, operator: Operator, action: EnrolmentAction
) -> HttpResponse:
    order = signing_orders.begin_order(request.holder, subject.enrolment_for(action, operator, request.holder))
    return redirect("mail:signing", order.reference)


def _accepted(request: HolderRequest, operator: Operator) -> bool:
    needed = [TERMS, STATE_TERMS] if operator.name == STATE_OPERATOR else [TERMS]
    return all(name in request.POST for name in needed)


def _begun_elsewhere(subject: HolderStatus, operator: Operator) -> object:
    """A registration that waits at another operator: it is signed there, or withdrawn."""
    waiting = subject.registration
    return waiting if waiting and waiting.operator != operator.name else None
