"""Actors: the list, one actor, and what can be done with it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from console.actors.actor_form import ActorForm, NewActorForm, ReasonForm, initial_of
from console.actors.actor_list import ActorSearchForm, actors_page
from console.actors.actor_page import page_of_actor
from console.actors.certificates import OrderForm, pki_dir
from console.refusals import add_errors, as_sentence
from far.actor_entries import changes, entry_and_certificate
from far.actor_entries.entry import ActorEntry, find_entry
from far.actor_entries.entry_and_certificate import EntryAndCertificate
from far.actor_entries.log import ChangeNote
from far.actor_entries.numbers import read_number
from far.actor_entries.request import WantedEntry
from infra.authorship import Origin
from infra.errors import IllegalState, InvalidInput
from infra.identity import OrganisationNumber
from infra.pki.issuing import orders
from infra.pki.issuing.certificate_order import CertificateOrder
from infra.validation import InvalidValues
from infra.web.access.authors import author_of
from infra.web.access.console_access import console_page

NOBODY = OrganisationNumber("")
"""The organisation of an order until the entry gives it."""


@console_page
@require_safe
@never_cache
def show_actors(request: HttpRequest) -> HttpResponse:
    form = ActorSearchForm(request.GET)
    query = request.GET.copy()
    after = "".join(query.pop("efter", [])[-1:])
    context = {"form": form, "page": actors_page(form, after), "query": query.urlencode(), "earlier": after}
    return render(request, "console/actors.html", context)


@console_page
@require_POST
def let_me_send(request: HttpRequest) -> HttpResponse:
    """One click: a new organisation with a certificate, which can send at once."""
    try:
        entered = entry_and_certificate.store_with_certificate(
            None, WantedEntry(), CertificateOrder(NOBODY, ""), _note(request)
        )
    except IllegalState as refusal:
        messages.error(request, as_sentence(refusal.text))
        return redirect("console:actors")
    messages.success(request, _("Klart. Organisationen är inkopplad och har ett certifikat: den kan sända nu."))
    return redirect("console:actor", entered.stored.entry.number)


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_actor(request: HttpRequest) -> HttpResponse:
    form = NewActorForm(request.POST) if request.method == "POST" else NewActorForm()
    if request.method == "POST" and form.is_valid() and (entered := _enter(request, form)):
        return redirect("console:actor", entered.stored.entry.number)
    return render(request, "console/actor_form.html", {"form": form}, status=422 if form.errors else 200)


@console_page
@require_safe
@never_cache
def show_actor(request: HttpRequest, number: str) -> HttpResponse:
    return _render_actor(request, _find(number), OrderForm(), ReasonForm())


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change_actor(request: HttpRequest, number: str) -> HttpResponse:
    entry = _find(number)
    form = ActorForm(request.POST) if request.method == "POST" else ActorForm(initial=initial_of(entry))
    if request.method == "POST" and form.is_valid() and _change(request, entry, form):
        messages.success(request, _("Ändringen är sparad och gäller nu."))
        return redirect("console:actor", entry.number)
    context = {"form": form, "entry": entry}
    return render(request, "console/actor_form.html", context, status=422 if form.errors else 200)


@console_page
@require_POST
def suspend_actor(request: HttpRequest, number: str) -> HttpResponse:
    entry, form = _find(number), ReasonForm(request.POST)
    if not form.is_valid():
        return _render_actor(request, entry, OrderForm(), form)
    changes.suspend_actor(entry.number, _note(request, form.cleaned_data["reason"]))
    messages.success(request, _("Aktören är avstängd."))
    return redirect("console:actor", entry.number)


@console_page
@require_POST
def resume_actor(request: HttpRequest, number: str) -> HttpResponse:
    entry, form = _find(number), ReasonForm(request.POST)
    if not form.is_valid():
        return _render_actor(request, entry, OrderForm(), form)
    changes.resume_actor(entry.number, _note(request, form.cleaned_data["reason"]))
    messages.success(request, _("Aktören är öppnad igen."))
    return redirect("console:actor", entry.number)


@console_page
@require_POST
def disconnect_actor(request: HttpRequest, number: str) -> HttpResponse:
    entry, form = _find(number), ReasonForm(request.POST)
    if form.is_valid():
        note = _note(request, form.cleaned_data["reason"])
        try:
            changes.disconnect_actor(entry.number, note, end_accounts=form.cleaned_data["end_accounts"])
        except IllegalState as refusal:
            form.add_error(None, as_sentence(refusal.text))
        else:
            messages.success(request, _("%(name)s är frånkopplad.") % {"name": entry.name})
            return redirect("console:actors")
    return _render_actor(request, entry, OrderForm(), form)


@console_page
@require_POST
def order_certificate(request: HttpRequest, number: str) -> HttpResponse:
    entry, form = _find(number), OrderForm(request.POST)
    if form.is_valid():
        order = form.order_for(OrganisationNumber(entry.number), entry.name)
        try:
            orders.issue_certificate(pki_dir(), order, author_of(request, Origin.CONSOLE))
        except InvalidValues as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("Certifikatet är utfärdat."))
            return redirect("console:actor", entry.number)
    return _render_actor(request, entry, form, ReasonForm())


def _render_actor(
    request: HttpRequest, entry: ActorEntry, order_form: OrderForm, reason_form: ReasonForm
) -> HttpResponse:
    context = {
        "page": page_of_actor(entry, request.GET.get("fore", "")),
        "order_form": order_form,
        "reason_form": reason_form,
    }
    failed = order_form.errors or reason_form.errors
    return render(request, "console/actor.html", context, status=422 if failed else 200)


def _enter(request: HttpRequest, form: NewActorForm) -> EntryAndCertificate | None:
    """Connect the actor. None: it cannot be, and the form says why."""
    values = form.cleaned_data
    number = OrganisationNumber(values["number"]) if values["number"] else None
    if number is not None and find_entry(number.value):
        form.add_error("number", _("Organisationen är redan aktör. Sök upp den i listan och ändra den där."))
        return None
    order = CertificateOrder(NOBODY, "") if values["certificate"] else None
    try:
        return entry_and_certificate.store_with_certificate(
            number, form.wanted, order, _note(request, values["reason"])
        )
    except InvalidValues as refusal:
        add_errors(form, refusal)
    except IllegalState as refusal:
        form.add_error(None, as_sentence(refusal.text))
    return None


def _change(request: HttpRequest, entry: ActorEntry, form: ActorForm) -> bool:
    """Store the change. False: it cannot be, and the form says why."""
    try:
        changes.change_entry(entry.number, form.wanted, _note(request, form.cleaned_data["reason"]))
    except InvalidValues as refusal:
        add_errors(form, refusal)
    except IllegalState as refusal:
        form.add_error(None, as_sentence(refusal.text))
    return form.is_valid()


def _find(number: str) -> ActorEntry:
    try:
        found = find_entry(read_number(number).value)
    except InvalidInput:
        found = None
    if found is None:
        raise Http404
    return found


def _note(request: HttpRequest, reason: str = "") -> ChangeNote:
    return ChangeNote(author_of(request, Origin.CONSOLE), reason.strip())
