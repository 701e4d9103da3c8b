"""Every value that the registers may have has a name on the pages, in both languages."""

from collections.abc import Mapping
from enum import Enum

import pytest
from django.utils import translation

from base_registers.entries.person_entries import PersonState
from base_registers.failures import Problem, Register
from base_registers.models import Company, Guardianship, Officer, SignatoryRule
from console.registers import companies, names

KINDS: list[tuple[Mapping[object, object], type[Enum]]] = [
    (names.FORMS, Company.Form),  # type: ignore[list-item]  # by the members' values
    (names.STATUSES, Company.Status),  # type: ignore[list-item]  # enums and lists of choices alike
    (names.ROLES, Officer.Role),  # type: ignore[list-item]  # enums and lists of choices alike
    (names.RULES, SignatoryRule.Kind),  # type: ignore[list-item]  # enums and lists of choices alike
    (names.GUARDIANS, Guardianship.Kind),  # type: ignore[list-item]  # enums and lists of choices alike
    (names.PERSON_STATES, PersonState),  # type: ignore[list-item]  # enums and lists of choices alike
    (names.REGISTERS, Register),  # type: ignore[list-item]  # enums and lists of choices alike
    (names.PROBLEMS, Problem),  # type: ignore[list-item]  # enums and lists of choices alike
]


@pytest.mark.parametrize(("named", "members"), KINDS, ids=lambda each: getattr(each, "__name__", ""))
def test_every_value_has_a_name(named: Mapping[object, object], members: type[Enum]) -> None:
    assert set(named) == set(members)


@pytest.mark.parametrize(("named", "members"), KINDS, ids=lambda each: getattr(each, "__name__", ""))
def test_every_name_is_one_of_its_kind_and_translated(named: Mapping[object, object], members: type[Enum]) -> None:
    with translation.override("sv"):
        swedish = [str(name) for name in named.values()]
    with translation.override("en"):
        english = [str(name) for name in named.values()]

    assert len(set(swedish)) == len(set(english)) == len(members)
    assert not set(swedish) & set(english)


def test_every_state_of_a_company_has_a_tone() -> None:
    assert set(companies.TONES) == set(Company.Status)
