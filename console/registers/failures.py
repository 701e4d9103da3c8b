"""Registers that are set to fail."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base_registers import failures
from base_registers.failures import Failure, Problem, Register
from console.fields import RecipientFormField
from console.letters.search import names_of
from console.refusals import store_or_explain
from console.registers.names import PROBLEMS, REGISTERS, LazyText


class FailureForm(forms.Form):
    """A register that should fail, and how."""

    register = forms.ChoiceField(label=_("Register"), choices=list(REGISTERS.items()))
    number = RecipientFormField(label=_("Om"), required=False, help_text=_("Ett nummer; tomt: om alla."))
    problem = forms.ChoiceField(label=_("Fel"), choices=list(PROBLEMS.items()))


@dataclass(frozen=True)
class FailureView:
    """A failure as the page shows it."""

    failure: Failure
    register: LazyText
    problem: LazyText
    name: str
    """The number that it concerns; empty: all."""


def list_failures() -> list[FailureView]:
    found = failures.list_failures()
    names = names_of({failure.number for failure in found if failure.number})
    return [
        FailureView(each, REGISTERS[each.register], PROBLEMS[each.problem], names.get(each.number, ""))
        for each in found
    ]


def set_failure(form: FailureForm) -> bool:
    """Set the failure that the form orders. False: the form has the error."""
    given: dict[str, Any] = form.cleaned_data
    ordered = Failure(Register(given["register"]), given["number"], Problem(given["problem"]))
    return store_or_explain(form, lambda: failures.set_failure(ordered))
