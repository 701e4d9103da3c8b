"""Log in: begin an order, wait for the phone, go on; and log out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from infra.web.renewal import unchanged_response
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import Language
from mailbox_ui.access import login, mailboxes, session
from mailbox_ui.access.session import HtmxHttpRequest
from mailbox_ui.access.stale_form import choose_again_if_stale
from mailbox_ui.exchange_reports import report_login
from mailbox_ui.forms import NumberForm
from mailbox_ui.language import choose_language
from mailbox_ui.models import EidHolder, LoginOrder

PERSONS_TO_PICK = 60
"""Further ones (a workshop's) log in by their number."""


@never_cache
@choose_again_if_stale
def choose_person(request: HttpRequest) -> HttpResponse:
    """Pick a test person, type a number, or let the phone name the person."""
    if request.method == "POST" and "on_phone" in request.POST:
        return _begin(request, None)
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _begin(request, form.holder)
    if form.errors:
        # On a narrow screen the field may lie far down, and so does what was wrong with it.
        form.fields["number"].widget.attrs["autofocus"] = True
    expected = request.GET.get(login.EXPECTED) or login.expected_at(_destination(request))
    context = {
        "form": form,
        "expected": EidHolder.objects.filter(number=expected).first() if expected else None,
        "persons": EidHolder.objects.exclude(number=expected)[:PERSONS_TO_PICK],
        "till": _destination(request),
        "operator": login.operator_at(_destination(request)),
        "was_logged_out": session.was_logged_out(request),
    }
    return render(request, "login/choose.html", context, status=422 if form.errors else 200)


@never_cache
def wait_for_phone(request: HttpRequest) -> HttpResponse:
    order = session.remembered_order(request)
    if order is None:
        return redirect("mail:login")
    return render(request, "login/wait.html", _waiting(request, order))


@never_cache
@require_POST
def login_state(request: HtmxHttpRequest) -> HttpResponse:
    """The page that waits polls this. 204 while the phone has not answered."""
    order = session.remembered_order(request)
    if order is None:
        # An approval in this browser may have overtaken the question: then the person is logged in by now.
        return HttpResponseClientRedirect(reverse("mail:mailboxes"))
    if login.is_waiting(order):
        return unchanged_response()
    try:
        return HttpResponseClientRedirect(redeem_order(request, order))
    except login.OrderClosedError:
        return render(request, "login/_closed.html", _waiting(request, order))


def redeem_order(request: HttpRequest, order: LoginOrder) -> str:
    """Log in the browser session that began the order; gives the path to go on to."""
    used = login.redeem_order(order.reference)
    holder = used.holder
    if holder is None:
        raise login.OrderClosedError
    session.log_in(request, holder)
    for mailbox in mailboxes.mailboxes_of(holder):
        mailbox_log.note_event(mailbox, Event.LOGGED_IN, holder.number, holder.name)
        if mailbox.language != Language.SWEDISH:
            choose_language(request, mailbox.language)
    report_login(request, holder.number)
    return session.safe_path(used.next_path)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    session.log_out(request)
    return redirect("mail:logged-out")


def logged_out(request: HttpRequest) -> HttpResponse:
    return render(request, "login/logged_out.html")


def _begin(request: HttpRequest, holder: EidHolder | None) -> HttpResponse:
    earlier = session.remembered_order(request)
    if earlier is not None:
        login.withdraw_order(earlier)
    order = login.begin_order(holder, _destination(request))
    session.remember_order(request, order)
    return redirect("mail:login-wait")


def _destination(request: HttpRequest) -> str:
    return session.safe_path(request.POST.get("till") or request.GET.get("till", ""))


def _waiting(request: HttpRequest, order: LoginOrder) -> dict[str, object]:
    phone_path = reverse("mail:identify", args=[order.phone_token])
    return {
        "order": order,
        "is_waiting": login.is_waiting(order) or order.state == LoginOrder.State.APPROVED,
        "till": order.next_path,
        "operator": login.operator_at(order.next_path),
        "phone_path": phone_path,
        "phone_address": request.build_absolute_uri(phone_path),
    }
