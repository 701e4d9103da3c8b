"""Consents to mailboxes, and how they were used."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from console.consents import pages, wording
from console.consents.forms import ConsentChangeForm, ConsentSearch, NewConsentForm
from console.refusals import add_errors, as_sentence
from far.consents import acceptance, administration, ending, listing
from far.models import Consent
from infra.errors import MinaMeddelandenError
from infra.identity import RecipientId
from infra.validation import InvalidValues
from infra.web.access.console_access import console_page


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def consents_list(request: HttpRequest) -> HttpResponse:
    """The list; a POST gives a consent."""
    form = NewConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (made := _make(form)):
        messages.success(request, _("Samtycket finns."))
        return redirect("console:consent", made.consent_id)
    search = ConsentSearch(request.GET)
    person = search.cleaned_data["person"] if search.is_valid() else ""
    state = request.GET.get("state", "")
    page = pages.consents_page(person, state if state in wording.STATES else "", request.GET.get("fore", ""))
    context = {
        "form": form,
        "search": search,
        "page": page,
        "person": person,
        "state": state,
        "states": wording.STATES,
        "uses": pages.uses_page("", account=person) if person else None,
    }
    return render(request, "console/consents.html", context, status=422 if form.errors else 200)


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show_consent(request: HttpRequest, consent_id: uuid.UUID) -> HttpResponse:
    """One consent with its log; a POST changes level and last day."""
    consent = _find_consent(consent_id)
    form = ConsentChangeForm.of(consent, request.POST or None)
    if request.method == "POST" and form.is_valid() and _change(consent, form):
        messages.success(request, _("Ändringen är sparad."))
        return redirect("console:consent", consent_id)
    context = {
        "view": pages.ConsentView(consent),
        "form": form,
        "uses": pages.uses_page(request.GET.get("fore", ""), consent=consent),
    }
    return render(request, "console/consent.html", context, status=422 if form.errors else 200)


@console_page
@require_safe
@never_cache
def show_uses(request: HttpRequest) -> HttpResponse:
    """All that others have done in one mailbox, by consent or as guardians."""
    search = ConsentSearch(request.GET)
    person = search.cleaned_data["person"] if search.is_valid() else ""
    if not person:
        return redirect("console:consents")
    uses = pages.uses_page(request.GET.get("fore", ""), account=person)
    return render(request, "console/consent_uses.html", {"person": person, "uses": uses})


@console_page
@require_POST
def accept_consent(request: HttpRequest, consent_id: uuid.UUID) -> HttpResponse:
    return _do(request, consent_id, acceptance.accept_offer, _("Samtycket gäller."))


@console_page
@require_POST
def refuse_consent(request: HttpRequest, consent_id: uuid.UUID) -> HttpResponse:
    return _do(request, consent_id, acceptance.refuse_offer, _("Mottagaren har tackat nej."))


@console_page
@require_POST
def end_consent(request: HttpRequest, consent_id: uuid.UUID) -> HttpResponse:
    """End it for one of its sides; the owner's unless the form says the holder's."""
    by_holder = request.POST.get("sida") == ending.Side.HOLDER.value
    step = ending.end_by_holder if by_holder else ending.end_by_owner
    return _do(request, consent_id, step, _("Samtycket har upphört."))


def _make(form: NewConsentForm) -> Consent | None:
    values = dict(form.cleaned_data)
    account, holder = (RecipientId(values.pop(name)) for name in ("account", "holder"))
    try:
        return administration.make_consent(account, holder, **values)
    except InvalidValues as refusal:
        add_errors(form, refusal)
    except MinaMeddelandenError as refusal:
        form.add_error(None, as_sentence(refusal.text))
    return None


def _change(consent: Consent, form: ConsentChangeForm) -> bool:
    try:
        administration.change_consent(consent, form.cleaned_data)
    except InvalidValues as refusal:
        add_errors(form, refusal)
        return False
    except MinaMeddelandenError as refusal:
        form.add_error(None, as_sentence(refusal.text))
        return False
    return True


def _do(
    request: HttpRequest, consent_id: uuid.UUID, step: Callable[[Consent], None], success: str
) -> HttpResponse:
    try:
        step(_find_consent(consent_id))
    except MinaMeddelandenError as refusal:
        messages.error(request, as_sentence(refusal.text))
    else:
        messages.success(request, success)
    return redirect("console:consent", consent_id)


def _find_consent(consent_id: uuid.UUID) -> Consent:
    found = listing.find_by_id(consent_id)
    if found is None:
        raise Http404
    return found
