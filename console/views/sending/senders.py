"""A sender's plan and address register."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from console.rules import senders
from console.rules.contacts import contacts_page, upload_contacts
from console.rules.sender_forms import ContactFileForm, ContactForm, PlanForm
from console.views.sending.rules import name_of, sender_of
from formedlare.sender_settings import contacts, plans
from infra import clock
from infra.errors import NotFound
from infra.web.access.console_access import console_page

MAX_BYTES = 8 * 1_048_576


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_plan(request: HttpRequest) -> HttpResponse:
    if _names_no_sender(request):
        return _to_the_first("console:plan")
    sender = _one_sender(request)
    form = PlanForm(request.POST or None, initial=vars(plans.plan_of(sender, "")))
    if request.method == "POST" and form.is_valid():
        plans.set_plan(sender, form.plan)
        messages.success(request, _("Planen är sparad. Brev som redan är på väg behåller sin tidsgräns."))
        return _back_to("console:plan", sender)
    context = {"form": form, "sender": sender, "sender_name": name_of(sender)}
    return render(request, "console/plan.html", context, status=422 if form.errors else 200)


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_addresses(request: HttpRequest) -> HttpResponse:
    """The register; posted to, with one line more."""
    if _names_no_sender(request):
        return _to_the_first("console:addresses")
    sender = _one_sender(request)
    form = ContactForm(request.POST or None, initial={"confirmed_on": clock.today().isoformat()})
    if request.method == "POST" and form.is_valid():
        contacts.store_contacts(sender, [form.contact], replace=False)
        messages.success(request, _("Adressen är sparad."))
        return _back_to("console:addresses", sender)
    return _render_addresses(request, sender, form, ContactFileForm())


@console_page
@require_POST
def upload_register(request: HttpRequest) -> HttpResponse:
    sender = _one_sender(request)
    form = ContactFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _render_addresses(request, sender, ContactForm(), form)
    file = form.cleaned_data["file"]
    if file.size > MAX_BYTES:
        form.add_error("file", _("Filen är för stor. Dela upp den; högst 8 MB går åt gången."))
        return _render_addresses(request, sender, ContactForm(), form)
    lines, wrong = upload_contacts(sender, file.read(), replace=form.cleaned_data["replace"])
    if wrong:
        return _render_addresses(request, sender, ContactForm(), form, wrong)
    message = ngettext("%(count)d rad är sparad.", "%(count)d rader är sparade.", lines) % {"count": lines}
    messages.success(request, message)
    return _back_to("console:addresses", sender)


@console_page
@require_POST
def remove_address(request: HttpRequest) -> HttpResponse:
    sender = _one_sender(request)
    try:
        contacts.remove_contact(sender, request.POST.get("recipient", ""))
    except NotFound:
        raise Http404 from None
    messages.success(request, _("Adressen är borttagen."))
    return _back_to("console:addresses", sender)


def _render_addresses(
    request: HttpRequest,
    sender: str,
    form: ContactForm,
    file_form: ContactFileForm,
    wrong: list[str] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "file_form": file_form,
        "wrong": wrong,
        "page": contacts_page(sender, request.GET.get("efter", "")),
        "sender": sender,
        "sender_name": name_of(sender),
    }
    failed = form.errors or file_form.errors or wrong
    return render(request, "console/addresses.html", context, status=422 if failed else 200)


def _names_no_sender(request: HttpRequest) -> bool:
    return request.method != "POST" and not request.GET.get("sender")


def _to_the_first(name: str) -> HttpResponse:
    """Show a sender's page where the address names none, and the rules where there is no sender at all."""
    first = senders.most_used_sender(senders.registered_senders())
    return _back_to(name, first) if first else redirect("console:rules")


def _one_sender(request: HttpRequest) -> str:
    sender = sender_of(request)
    if not sender:
        raise Http404
    return sender


def _back_to(name: str, sender: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'sender': sender})}")
