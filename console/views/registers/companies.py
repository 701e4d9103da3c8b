"""The company register: its companies, their officers and signatory rules."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from base_registers.entries import company_entries
from base_registers.entries.company_values import CompanyEntry
from console.refusals import as_sentence
from console.registers import companies as pages
from console.registers import signatory_rules
from console.registers.accounts import account_of_gone
from infra.errors import NotFound
from infra.validation import InvalidValues
from infra.web.access.console_access import console_page


@console_page
@require_safe
@never_cache
def list_companies(request: HttpRequest) -> HttpResponse:
    form = pages.CompanySearchForm(request.GET)
    found = pages.companies_page(form.cleaned_data if form.is_valid() else {}, request.GET.get("efter", ""))
    query = request.GET.copy()
    query.pop("efter", None)
    context = {"form": form, "page": found, "query": query.urlencode()}
    return render(request, "console/registers/companies.html", context, status=422 if form.errors else 200)


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_company(request: HttpRequest) -> HttpResponse:
    form = pages.NewCompanyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and pages.add_company(form):
        messages.success(request, _("Företaget finns nu i registret."))
        return redirect("console:company", form.cleaned_data["number"])
    return render(
        request, "console/registers/new_company.html", {"form": form}, status=422 if form.errors else 200
    )


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_company(request: HttpRequest, number: str) -> HttpResponse:
    company = _company(number)
    form = pages.CompanyForm(request.POST or None, initial=_columns_of(company))
    if request.method == "POST" and form.is_valid() and pages.save_company(form, number):
        messages.success(request, _("Uppgifterna är sparade."))
        return redirect("console:company", number)
    return _render_company(request, number, form, pages.OfficerForm())


@console_page
@require_POST
def add_officer(request: HttpRequest, number: str) -> HttpResponse:
    company = _company(number)
    form = pages.OfficerForm(request.POST)
    if form.is_valid() and pages.add_officer(form, number):
        messages.success(request, _("Rollen är inlagd."))
        return redirect("console:company", number)
    return _render_company(request, number, pages.CompanyForm(initial=_columns_of(company)), form)


@console_page
@require_POST
def remove_officer(request: HttpRequest, number: str) -> HttpResponse:
    _company(number)
    try:
        company_entries.remove_officer(number, request.POST.get("person", ""), request.POST.get("role", ""))
    except InvalidValues as refusal:
        messages.error(request, as_sentence(refusal.values[0].text))
    else:
        messages.success(request, _("Rollen är borttagen."))
    return redirect("console:company", number)


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_rule(request: HttpRequest, number: str, place: int = 0) -> HttpResponse:
    """Change the rule at the place; with 0, add a rule last."""
    company = _company(number)
    form = signatory_rules.SignatoryRuleForm(request.POST or None, company, initial=_rule_at(company, place))
    if request.method == "POST" and form.is_valid() and signatory_rules.save_rule(form, number, place):
        messages.success(request, _("Regeln är sparad."))
        return redirect("console:company", number)
    context = {"form": form, "company": company, "place": place}
    return render(request, "console/registers/rule.html", context, status=422 if form.errors else 200)


@console_page
@require_POST
def remove_rule(request: HttpRequest, number: str, place: int) -> HttpResponse:
    try:
        signatory_rules.remove_rule(number, place)
    except NotFound:
        raise Http404 from None
    messages.success(request, _("Regeln är borttagen."))
    return redirect("console:company", number)


@console_page
@require_POST
def remove_company(request: HttpRequest, number: str) -> HttpResponse:
    _company(number)
    company_entries.remove_company(number)
    messages.success(request, _("Företaget är borttaget ur registret."))
    return redirect("console:companies")


def _company(number: str) -> CompanyEntry:
    try:
        return company_entries.get_company(number)
    except NotFound:
        raise Http404 from None


def _rule_at(company: CompanyEntry, place: int) -> dict[str, object] | None:
    if not place:
        return None
    try:
        return signatory_rules.initial_values(signatory_rules.rule_at(company, place))
    except NotFound:
        raise Http404 from None


def _columns_of(company: CompanyEntry) -> dict[str, object]:
    return {name: getattr(company, name) for name in pages.CompanyForm.base_fields}


def _render_company(
    request: HttpRequest, number: str, form: pages.CompanyForm, officer_form: pages.OfficerForm
) -> HttpResponse:
    context = {
        "page": pages.company_page(number),
        "form": form,
        "officer_form": officer_form,
        "account_of_gone": account_of_gone(number),
    }
    failed = form.errors or officer_form.errors
    return render(request, "console/registers/company.html", context, status=422 if failed else 200)
