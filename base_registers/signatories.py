"""Signatory rules: the people that each rule counts, and how many of them must sign.

Source: founding document 1.1; Companies Act (2005:551) 8:35-37 and 25:28: liquidators replace the board; a board
signs by more than half of its members.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    """The requirement of the company's rule, given the officers of today.

    Persons that the rule names count only while they are officers. If none of them is left, the group is empty and
    nobody can fulfil the rule.
    """
    by_role = _numbers_by_role(officers)
    if rule.kind == Kind.NOT_INTERPRETABLE:
        return Requirement(count=0)
    if rule.kind == Kind.MANAGING_DIRECTOR:
        return Requirement(count=1, group=_with_roles(by_role, {Role.MANAGING_DIRECTOR}))
    group, required = _named(rule, {number for numbers in by_role.values() for number in numbers})
    if group is None:
        group = _board(company, by_role)
    if rule.kind == Kind.WITH_ONE_OF and not required:
        return Requirement(rule.count)
    everybody = tuple(sorted({*group, *required}))
    return Requirement(_count(rule, everybody), everybody, required)


def _named(rule: SignatoryRule, present: Collection[str]) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The officers that the rule names: the counted ones (None: it names no group), the required ones."""
    members = rule.members.all()
    required = tuple(sorted(each.person_id for each in members if each.required and each.person_id in present))
    named = [each.person_id for each in members if not each.required]
    if not named and rule.kind != Kind.GROUP:
        return None, required
    return tuple(sorted(set(named) & set(present))), required


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


def usual_text(kind: Kind, count: int, *, group: Sequence[str] = (), required: Sequence[str] = ()) -> str:
    """The rule as the real register words it, in Swedish, with the persons' names. Empty: it has no such text."""
    if kind == Kind.MANAGING_DIRECTOR:
        return "Verkställande direktören har rätt att teckna firman beträffande löpande förvaltningsåtgärder."
    if kind == Kind.BOARD:
        return "Firman tecknas av styrelsen."
    if kind == Kind.NOT_INTERPRETABLE:
        return ""
    needed = {Kind.ALONE: 1, Kind.TWO_JOINTLY: 2}.get(kind, count)
    return _alone_text(required or group) if needed == 1 else _jointly_text(needed, group, required)


def _alone_text(names: Sequence[str]) -> str:
    who = _enumerate(names, "och") if names else "styrelsens ledamöter"
    return f"Firman tecknas av {who} {'ensam' if len(names) == 1 else 'var för sig'}."


def _jointly_text(count: int, group: Sequence[str], required: Sequence[str]) -> str:
    number = {2: "två", 3: "tre", 4: "fyra", 5: "fem"}.get(count, str(count))
    among = f" av {_enumerate(group, 'och')}" if group else ""
    together = f"Firman tecknas av {number} {'' if group else 'styrelseledamöter '}i förening{among}"
    one_of = f", av vilka en ska vara {_enumerate(required, 'eller')}" if required else ""
    return f"{together}{one_of}."


def _enumerate(names: Sequence[str], before_last: str) -> str:
    *first, last = names
    return f"{', '.join(first)} {before_last} {last}" if first else last
