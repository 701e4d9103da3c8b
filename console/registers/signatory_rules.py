"""A signatory rule of a company as a form, and the changes that pages make to the list of rules."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base_registers.entries import company_entries
from base_registers.entries.company_checks import COUNTS, MAX_TEXT
from base_registers.entries.company_values import CompanyEntry, RuleEntry
from base_registers.entries.lock import changing_registers
from console.fields import LimitedIntegerFormField
from console.letters.search import names_of
from console.refusals import store_or_explain
from console.registers.names import RULES
from infra.errors import NotFound

Rules = tuple[RuleEntry, ...]
Change = Callable[[Rules], Rules]


class SignatoryRuleForm(forms.Form):
    """`rule` is what was given, once the form is valid. The company's officers can be chosen."""

    kind = forms.ChoiceField(label=_("Regel"), choices=list(RULES.items()))
    count = LimitedIntegerFormField(
        COUNTS, label=_("Antal"), required=False, help_text=_("Hur många, av flera i förening eller ur en grupp.")
    )
    group = forms.MultipleChoiceField(
        label=_("Bara dessa räknas"), required=False, widget=forms.CheckboxSelectMultiple
    )
    required = forms.MultipleChoiceField(
        label=_("Minst en av dessa ska vara med"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("I klartext"),
        required=False,
        max_length=MAX_TEXT,
        help_text=_("Tomt: den vanliga texten för regeln."),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )

    def __init__(self, data: Any, company: CompanyEntry, **options: Any) -> None:
        super().__init__(data, **options)
        numbers = list(dict.fromkeys(officer.number for officer in company.officers))
        names = names_of(set(numbers))
        for field in ("group", "required"):
            self.fields[field].choices = [(number, names[number]) for number in numbers]  # type: ignore[attr-defined]  # the field is typed without choices

    @property
    def rule(self) -> RuleEntry:
        given = self.cleaned_data
        return RuleEntry(
            given["kind"], given["text"], given["count"], tuple(given["group"]), tuple(given["required"])
        )


def initial_values(rule: RuleEntry) -> dict[str, Any]:
    """The initial values of the form for an existing rule, without the usual text, which follows the choices."""
    return {
        "kind": rule.kind,
        "text": "" if rule.text == company_entries.usual_text(rule) else rule.text,
        "count": rule.count,
        "group": list(rule.group),
        "required": list(rule.required),
    }


def rule_at(company: CompanyEntry, place: int) -> RuleEntry:
    """The rule at the place, 1 for the first.

    Raises:
        NotFound: there is none.
    """
    if not 1 <= place <= len(company.rules):
        raise NotFound(
            f"Företaget har ingen regel {place}.",
            f"The company has no rule {place}.",
            slug="signatory-rule-unknown",
        )
    return company.rules[place - 1]


def save_rule(form: SignatoryRuleForm, number: str, place: int) -> bool:
    """Put the rule at the place; with 0, last. False: the form says why not.

    Raises:
        NotFound: no such company, or no such place.
    """
    rule = form.rule

    def put(rules: Rules) -> Rules:
        return (*rules[: place - 1], rule, *rules[place:]) if place else (*rules, rule)

    return store_or_explain(form, lambda: _change(number, place, put))


def remove_rule(number: str, place: int) -> None:
    """Take the rule at the place away. The clear text of the company is made anew from the others.

    Raises:
        NotFound: no such company, or no such place.
    """
    _change(number, place, lambda rules: (*rules[: place - 1], *rules[place:]))


def _change(number: str, place: int, change: Change) -> None:
    with changing_registers():
        company = company_entries.get_company(number)
        if place:
            rule_at(company, place)
        company_entries.change_company(number, rules=change(company.rules))
