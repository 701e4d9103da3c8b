"""The company register: its list, and a company with officers and signatory rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from base_registers.entries import company_entries
from base_registers.entries.company_checks import MAX_TEXT
from base_registers.entries.company_values import CompanyEntry, OfficerEntry, RuleEntry
from base_registers.entries.lock import changing_registers
from base_registers.models import Company
from console.fields import ANY, RecipientFormField, text_widget
from console.letters.search import names_of
from console.refusals import store_or_explain
from console.registers.fields import AddressForm, PersonFormField
from console.registers.names import FORMS, ROLES, RULES, STATUSES, LazyText
from infra.errors import NotFound

COMPANIES_LISTED: Final = 50
TONES: Final[Mapping[str, str]] = {
    Company.Status.ACTIVE: "good",
    Company.Status.BANKRUPT: "bad",
    Company.Status.IN_LIQUIDATION: "wait",
    Company.Status.DISSOLVED: "bad",
}
"""How a state is coloured."""


class CompanySearchForm(forms.Form):
    """All that is given must hold."""

    search = forms.CharField(label=_("Namn eller nummer"), required=False, max_length=100, widget=text_widget())
    form = forms.ChoiceField(label=_("Form"), required=False, choices=[ANY, *FORMS.items()])
    status = forms.ChoiceField(label=_("Läge"), required=False, choices=[ANY, *STATUSES.items()])


class CompanyForm(AddressForm):
    """The form of a company's entry, without officers and rules."""

    form = forms.ChoiceField(label=_("Form"), choices=list(FORMS.items()))
    status = forms.ChoiceField(label=_("Läge"), choices=list(STATUSES.items()))
    rule_text = forms.CharField(
        label=_("Firmateckning i klartext"),
        required=False,
        max_length=MAX_TEXT,
        help_text=_("Som kontrakten bär den. Tomt: reglernas egna texter."),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )


class NewCompanyForm(CompanyForm):
    """A company that is not in the register."""

    number = RecipientFormField(
        label=_("Organisationsnummer"),
        error_messages={"required": _("Skriv ett nummer.")},
        help_text=_("En enskild firma har innehavarens personnummer."),
    )
    field_order = ("number", "name")


class OfficerForm(forms.Form):
    """A person in a role."""

    number = PersonFormField(label=_("Personnummer"), error_messages={"required": _("Skriv ett personnummer.")})
    role = forms.ChoiceField(label=_("Roll"), choices=list(ROLES.items()), initial="BoardMember")


@dataclass(frozen=True)
class CompanyRow:
    """A company in the list."""

    company: CompanyEntry
    form: LazyText
    status: LazyText
    tone: str


@dataclass(frozen=True)
class CompaniesPage:
    """Some companies, by number."""

    rows: list[CompanyRow]
    after: str
    """The number after which the next page begins; empty: these are the last."""


@dataclass(frozen=True)
class OfficerView:
    """An officer as the page shows them."""

    number: str
    name: str
    role: str
    """A value of Officer.Role."""
    title: LazyText


@dataclass(frozen=True)
class SignatoryRuleView:
    """A signatory rule as the page shows it."""

    place: int
    """1 for the first."""
    kind: LazyText
    rule: RuleEntry
    group: list[str]
    """Names."""
    required: list[str]


@dataclass(frozen=True)
class CompanyPage:
    """A company with the names of its officers."""

    row: CompanyRow
    officers: list[OfficerView]
    rules: list[SignatoryRuleView]


def companies_page(search: Mapping[str, Any], after: str) -> CompaniesPage:
    page = company_entries.list_companies(limit=COMPANIES_LISTED, after=after, **search)
    return CompaniesPage([_row(company) for company in page.companies], page.after or "")


def company_page(number: str) -> CompanyPage:
    """The company's page.

    Raises:
        NotFound: no company is registered with the number.
    """
    company = company_entries.get_company(number)
    names = names_of({officer.number for officer in company.officers})
    return CompanyPage(
        row=_row(company),
        officers=[
            OfficerView(each.number, names[each.number], each.role, ROLES[each.role]) for each in company.officers
        ],
        rules=[
            SignatoryRuleView(
                place,
                RULES[rule.kind],
                rule,
                [names[number] for number in rule.group],
                [names[number] for number in rule.required],
            )
            for place, rule in enumerate(company.rules, start=1)
        ],
    )


def save_company(form: CompanyForm, number: str) -> bool:
    """Store what the form has, and keep officers and rules. False: the form says why not.

    Raises:
        NotFound: no company is registered with the number.
    """
    return store_or_explain(form, lambda: company_entries.change_company(number, **form.cleaned_data))


def add_company(form: NewCompanyForm) -> bool:
    """Register the company. False: the form says why not."""
    if is_registered(form.cleaned_data["number"]):
        form.add_error("number", _("Numret finns redan i registret."))
        return False
    return store_or_explain(form, lambda: company_entries.store_company(CompanyEntry(**form.cleaned_data)))


def is_registered(number: str) -> bool:
    try:
        company_entries.get_company(number)
    except NotFound:
        return False
    return True


def add_officer(form: OfficerForm, number: str) -> bool:
    """Give the person the role. False: the form says why not.

    Raises:
        NotFound: no company is registered with the number.
    """
    added = OfficerEntry(**form.cleaned_data)

    def store() -> None:
        with changing_registers():
            officers = company_entries.get_company(number).officers
            company_entries.change_company(number, officers=(*officers, added))

    return store_or_explain(form, store)


def _row(company: CompanyEntry) -> CompanyRow:
    return CompanyRow(company, FORMS[company.form], STATUSES[company.status], TONES[company.status])
