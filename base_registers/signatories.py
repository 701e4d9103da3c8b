"""Whom each signatory rule counts, and how many of them it takes.

Source: founding document 1.1; Companies Act (2005:551) 8:35-37 and 25:28: liquidators replace the board; a board
signs by more than half of its members.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from base_registers.models import Company, Officer, SignatoryRule

Kind = SignatoryRule.Kind
Role = Officer.Role

BOARD_ROLES: Final = frozenset({Role.CHAIR, Role.BOARD_MEMBER, Role.PARTNER, Role.GENERAL_PARTNER, Role.OWNER})
"""Roles that count as the board: in partnerships the partners, of a sole trader the owner."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a rule demands: at least `count` of the group, and one of `required` among them where anybody is."""

    count: int
    group: tuple[str, ...] = ()
    required: tuple[str, ...] = ()


def requirement_of(rule: SignatoryRule, company: Company, officers: Iterable[Officer]) -> Requirement:
    """What the rule of the company demands with the officers that it has now.

    Persons whom the rule names count only while they are officers.
    """
    by_role = _numbers_by_role(officers)
    if rule.kind == Kind.NOT_INTERPRETABLE:
        return Requirement(count=0)
    if rule.kind == Kind.MANAGING_DIRECTOR:
        return Requirement(count=1, group=_with_roles(by_role, {Role.MANAGING_DIRECTOR}))
    present = {number for numbers in by_role.values() for number in numbers}
    named = [member for member in rule.members.all() if member.person_id in present]
    required = tuple(sorted(member.person_id for member in named if member.required))
    counted = [member.person_id for member in named if not member.required]
    group = counted or _board(company, by_role)
    everybody = tuple(sorted({*group, *required}))
    return Requirement(_count(rule, everybody), everybody, required)


def _count(rule: SignatoryRule, group: tuple[str, ...]) -> int:
    if rule.kind == Kind.BOARD:
        return len(group) // 2 + 1
    return {Kind.ALONE: 1, Kind.TWO_JOINTLY: 2}.get(Kind(rule.kind), rule.count)


def _board(company: Company, by_role: Mapping[Role, list[str]]) -> tuple[str, ...]:
    in_liquidation = company.status == Company.Status.IN_LIQUIDATION
    return _with_roles(by_role, {Role.LIQUIDATOR} if in_liquidation else BOARD_ROLES)


def _with_roles(by_role: Mapping[Role, list[str]], roles: Iterable[Role]) -> tuple[str, ...]:
    return tuple(sorted({number for role in roles for number in by_role.get(role, ())}))


def _numbers_by_role(officers: Iterable[Officer]) -> dict[Role, list[str]]:
    found: dict[Role, list[str]] = {}
    for officer in officers:
        found.setdefault(Role(officer.role), []).append(officer.person_id)
    return found
