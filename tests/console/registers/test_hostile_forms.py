"""Every form of the registers refuses what it cannot store, shows no markup, and stores nothing of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model
from django.urls import reverse

from base_registers.models import Company, Guardianship, Officer, Person, RuleMember, SignatoryRule, SourceFailure
from tests.console.registers.conftest import Pages

LONG, DIGITS, MARKUP = "x" * 100_000, "9" * 5_000, '"><script>alert(1)</script>'
PERSON, COMPANY, LARS = "198101052382", "165560000019", "196906112393"
MODELS: tuple[type[Model], ...] = (
    Company,
    Guardianship,
    Officer,
    Person,
    RuleMember,
    SignatoryRule,
    SourceFailure,
)
FORMS: dict[str, tuple[list[object], dict[str, str]]] = {
    "person-new": ([], {"number": "197706022394", "name": "Test"}),
    "person": ([PERSON], {"name": "Maria"}),
    "guardian-add": ([PERSON], {"number": LARS, "kind": "GodMan", "decided_on": "2024-05-16"}),
    "company-new": ([], {"number": "165590000005", "name": "Nytt AB", "form": "AB", "status": "Active"}),
    "company": ([COMPANY], {"name": "Fjällbäck", "form": "AB", "status": "Active"}),
    "officer-add": ([COMPANY], {"number": LARS, "role": "Auditor"}),
    "signatory-rule-new": ([COMPANY], {"kind": "Board"}),
    "register-failures": ([], {"register": "people", "number": "", "problem": "DataMissing"}),
}


def contents() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values()) for model in MODELS]


def refuse(pages: Pages, form: str, /, **changes: str) -> None:
    """Send the form with a value changed, and require that it is refused and nothing stored."""
    args, values = FORMS[form]
    before = contents()

    answer = pages.console.client.post(_address(form, args), {**values, **changes})

    assert answer.status_code == 422, (form, changes)
    assert b"<script>alert" not in answer.content
    assert b"field__error" in answer.content or b"notice--error" in answer.content
    assert contents() == before


def _address(form: str, args: list[object]) -> str:
    return reverse(f"console:{form}", args=args)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ("person-new", "number"),
        ("person-new", "postal_code"),
        ("person-new", "deceased_on"),
        ("person", "emigrated_on"),
        ("person", "changed_to"),
        ("guardian-add", "number"),
        ("guardian-add", "kind"),
        ("guardian-add", "decided_on"),
        ("guardian-add", "ends_on"),
        ("company-new", "number"),
        ("company-new", "form"),
        ("company", "status"),
        ("company", "postal_code"),
        ("officer-add", "number"),
        ("officer-add", "role"),
        ("signatory-rule-new", "kind"),
        ("signatory-rule-new", "count"),
        ("signatory-rule-new", "group"),
        ("signatory-rule-new", "required"),
        ("register-failures", "register"),
        ("register-failures", "number"),
        ("register-failures", "problem"),
    ],
)
def test_a_value_of_a_form_that_cannot_be_is_refused(pages: Pages, form: str, field: str) -> None:
    for text in (LONG, DIGITS, MARKUP, "-1", "²³", "\u202e1"):
        refuse(pages, form, **{field: text})


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ("person-new", "name"),
        ("person", "name"),
        ("person", "street"),
        ("person", "city"),
        ("company", "name"),
        ("company", "rule_text"),
        ("signatory-rule-new", "text"),
    ],
)
def test_a_text_that_is_too_long_is_refused(pages: Pages, form: str, field: str) -> None:
    refuse(pages, form, **{field: LONG})


@pytest.mark.parametrize("day", ["2026-02-30", "0000-01-01", "1024-01-01", "2026-3-1T12:00", "i går"])
def test_a_day_that_is_none_is_refused(pages: Pages, day: str) -> None:
    refuse(pages, "person", deceased_on=day)
    refuse(pages, "guardian-add", decided_on=day)


def test_markup_in_a_name_is_shown_as_text(pages: Pages) -> None:
    pages.do("person", PERSON, name=MARKUP)
    pages.do("company", COMPANY, name=MARKUP, form="AB", status="Active", rule_text=MARKUP)

    for name, args in (("people", []), ("person", [PERSON]), ("companies", []), ("company", [COMPANY])):
        page = pages.console.client.get(_address(name, list(args))).content.decode()
        assert "<script>alert" not in page, name
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page, name
