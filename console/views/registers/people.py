"""The population register: its people, and their guardians."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from base_registers.entries import person_entries
from console.refusals import as_sentence
from console.registers import people as pages
from console.registers.accounts import account_of_gone
from infra.errors import NotFound
from infra.web.access.console_access import console_page


@console_page
@require_safe
@never_cache
def list_people(request: HttpRequest) -> HttpResponse:
    form = pages.PersonSearchForm(request.GET)
    found = pages.people_page(form.cleaned_data if form.is_valid() else {}, request.GET.get("efter", ""))
    context = {"form": form, "page": found, "query": _query_of(request)}
    return render(request, "console/registers/people.html", context, status=422 if form.errors else 200)


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_person(request: HttpRequest) -> HttpResponse:
    form = pages.NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and pages.add_person(form):
        messages.success(request, _("Personen finns nu i registret."))
        return redirect("console:person", form.cleaned_data["number"])
    return render(request, "console/registers/new_person.html", {"form": form}, status=422 if form.errors else 200)


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_person(request: HttpRequest, number: str) -> HttpResponse:
    person = _person(number)
    form = pages.PersonForm(request.POST or None, initial=_columns_of(person))
    if request.method == "POST" and form.is_valid() and pages.save_person(form, number):
        messages.success(request, _("Uppgifterna är sparade."))
        return redirect("console:person", number)
    return _render_person(request, number, form, pages.GuardianForm())


@console_page
@require_POST
def add_guardian(request: HttpRequest, number: str) -> HttpResponse:
    person = _person(number)
    form = pages.GuardianForm(request.POST)
    if form.is_valid() and pages.add_guardian(form, number):
        messages.success(request, _("Uppdraget är inlagt."))
        return redirect("console:person", number)
    return _render_person(request, number, pages.PersonForm(initial=_columns_of(person)), form)


@console_page
@require_POST
def remove_guardian(request: HttpRequest, number: str) -> HttpResponse:
    _person(number)
    pages.remove_guardian(number, request.POST.get("guardian", ""))
    messages.success(request, _("Uppdraget är borttaget."))
    return redirect("console:person", number)


@console_page
@require_POST
def remove_person(request: HttpRequest, number: str) -> HttpResponse:
    _person(number)
    try:
        person_entries.remove_person(number)
    except person_entries.PersonReferenced as refusal:
        messages.error(request, as_sentence(refusal.text))
        return redirect("console:person", number)
    messages.success(request, _("Personen är borttagen ur registret."))
    return redirect("console:people")


def _person(number: str) -> person_entries.PersonEntry:
    try:
        return person_entries.get_person(number)
    except NotFound:
        raise Http404 from None


def _columns_of(person: person_entries.PersonEntry) -> dict[str, object]:
    return {name: getattr(person, name) for name in pages.PersonForm.base_fields}


def _render_person(
    request: HttpRequest, number: str, form: pages.PersonForm, guardian_form: pages.GuardianForm
) -> HttpResponse:
    context = {
        "page": pages.person_page(number),
        "form": form,
        "guardian_form": guardian_form,
        "account_of_gone": account_of_gone(number),
    }
    failed = form.errors or guardian_form.errors
    return render(request, "console/registers/person.html", context, status=422 if failed else 200)


def _query_of(request: HttpRequest) -> str:
    """The search as the query of the next page's address."""
    query = request.GET.copy()
    query.pop("efter", None)
    return query.urlencode()
