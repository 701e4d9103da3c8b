"""Mailbox operators: how many customers each has, when it leaves, what it is told, and what it is asked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from console.operators.forms import DepartureForm, UnusedForm
from console.operators.pages import operator_page
from console.refusals import as_sentence
from far.callbacks import removals, unused
from far.departures import overview, planning
from far.models import ServiceSupplier
from infra.authorship import Origin
from infra.errors import MinaMeddelandenError, NotFound
from infra.web.access.console_access import console_page


@console_page
@require_safe
@never_cache
def operators_list(request: HttpRequest) -> HttpResponse:
    return render(request, "console/operators.html", {"operators": overview.list_operators()})


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show_operator(request: HttpRequest, name: str) -> HttpResponse:
    """The operator's page; a POST decides the day on which it leaves."""
    supplier = _find(name)
    page = operator_page(supplier, request.GET.get("efter", ""), request.GET.get("fore", ""))
    planned = page.operator.departure
    form = DepartureForm(request.POST or None, initial={"leaves_on": planned.leaves_on if planned else None})
    if request.method == "POST" and form.is_valid() and _plan(supplier, form):
        messages.success(request, _("Dagen är bestämd. Kunderna får veta det på sina telefoner."))
        return redirect("console:operator", name)
    context = {
        "page": page,
        "form": form,
        "unused_form": UnusedForm(),
    }
    return render(request, "console/operator.html", context, status=422 if form.errors else 200)


@console_page
@require_POST
def keep_operator(request: HttpRequest, name: str) -> HttpResponse:
    """Cancel the operator's departure."""
    try:
        planning.cancel_departure(_find(name), Origin.CONSOLE)
    except MinaMeddelandenError as refusal:
        messages.error(request, as_sentence(refusal.text))
    else:
        messages.success(request, _("Operatören stannar."))
    return redirect("console:operator", name)


@console_page
@require_safe
@never_cache
def ask_for_unused(request: HttpRequest, name: str) -> HttpResponse:
    """Ask the operator, over SOAP, and show what it answers."""
    supplier, form = _find(name), UnusedForm(request.GET)
    found, problem = None, ""
    if form.is_valid():
        try:
            found = unused.ask_for_unused_mailboxes(supplier, form.cleaned_data["dagar"])
        except MinaMeddelandenError as refusal:
            problem = as_sentence(refusal.text)
    context = {"supplier": supplier, "unused_form": form, "found": found, "problem": problem}
    return render(request, "console/unused_mailboxes.html", context, status=422 if form.errors else 200)


@console_page
@require_POST
def send_flags_again(request: HttpRequest, name: str) -> HttpResponse:
    """Tell the operator again of what it could not be told of."""
    count = removals.send_again(_find(name))
    words = ngettext("%(count)d besked sänds igen.", "%(count)d besked sänds igen.", count)
    messages.success(request, words % {"count": count})
    return redirect("console:operator", name)


def _plan(supplier: ServiceSupplier, form: DepartureForm) -> bool:
    try:
        planning.plan_departure(supplier, form.cleaned_data["leaves_on"], Origin.CONSOLE)
    except MinaMeddelandenError as refusal:
        form.add_error("leaves_on", as_sentence(refusal.text))
        return False
    return True


def _find(name: str) -> ServiceSupplier:
    try:
        return overview.find_operator(name)
    except NotFound as problem:
        raise Http404 from problem
