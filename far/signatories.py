"""The people that may sign for an account, and whether those that have signed suffice.

A signatory rule demands a number of different people from a circle, and of some rules one from a smaller
circle. The rules of a company are alternatives: one that is fulfilled suffices.

Source: founding document 1.1; api-6.3 §3.1 (register), §3.2 (testNewSigner); docs/signatures.md.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from far.base_registers.companies import BusinessStatus, Company, RuleKind, SignatoryRule
from far.base_registers.people import Person
from infra import clock
from infra.identity import RecipientId

ADULT: Final = 18
"""Years. A minor holds no office in a company. Source: aktiebolagslagen (2005:551) 8:11."""
PROTECTED_NAME: Final = "Skyddad identitet"
"""In place of a protected person's name, which other signatories must not be shown."""


class AccountAction(Enum):
    """What is signed for."""

    OWNERSHIP = "Ownership"
    """An account begins, ends or moves, or somebody is given consent. Source: api-6.3 §3.2."""
    CANCEL_CONSENT = "CancelConsent"
    SETTINGS = "Settings"
    """Which senders are accepted. Not in the contract, which asks about the other two only."""


DAILY_BUSINESS: Final = frozenset({AccountAction.CANCEL_CONSENT, AccountAction.SETTINGS})
"""What a managing director may sign alone. Reasons: docs/decisions.md."""


_SIGNED_FOR_BY_NOBODY: Final = frozenset({BusinessStatus.BANKRUPT, BusinessStatus.DISSOLVED})
"""A bankrupt company's officers have lost that right to the administrator. Source: konkurslagen (1987:672) 3:1."""


class AuthorizationStatus(Enum):
    """Whether the signatures suffice."""

    COMPLETE = "Complete"
    INCOMPLETE = "Incomplete"
    RULES_NOT_SUPPORTED = "RulesNotSupported"
    """No machine can say: the rule is a text, or the register has none. An answer, not a fault."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A person who has signed or may sign."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class SignatoryDecision:
    """The answer to whether the signatures suffice."""

    status: AuthorizationStatus
    signed_by: tuple[Signer, ...]
    """Those of the signers who may sign today, in the register's order. Others do not count."""
    possible_signers: tuple[Signer, ...]
    """The people who would help by signing. Empty: none is needed, or none can help."""
    text: str
    """The rule in the register's own words; empty for a private account."""

    @property
    def is_complete(self) -> bool:
        return self.status is AuthorizationStatus.COMPLETE

    def counts(self, number: str) -> bool:
        """Whether this person's signature is one that counts."""
        return any(signer.number == number for signer in self.signed_by)


def decide_signatories(
    company: Company,
    people: Mapping[str, Person],
    signers: Collection[str],
    *,
    action: AccountAction = AccountAction.OWNERSHIP,
) -> SignatoryDecision:
    """Say whether the signers may sign for the company together, and which others may.

    `people`: the officers' entries in the population register; an officer without one cannot sign.
    """
    able = {number: who for number, who in people.items() if _is_able(who)}
    demands = _demands(company, named_officers(company) & able.keys(), action)
    signed = _union(demand.circle for demand in demands) & frozenset(signers)
    status = _status(company, demands, signed)
    is_complete = status is AuthorizationStatus.COMPLETE
    helpful = frozenset() if is_complete else _union(demand.missing(signed) for demand in demands)
    return SignatoryDecision(
        status, _in_order(company, able, signed), _in_order(company, able, helpful), company.rule_text
    )


@dataclass(frozen=True, slots=True)
class _Demand:
    """`count` people of the circle, one of them in `one_of` unless that is empty."""

    circle: frozenset[str]
    count: int
    one_of: frozenset[str] = frozenset()

    def is_met(self, signed: frozenset[str]) -> bool:
        return not self._number_missing(signed) and not self._lacks_the_one(signed)

    def missing(self, signed: frozenset[str]) -> frozenset[str]:
        """The people who would each bring the demand nearer by signing."""
        if not self._lacks_the_one(signed):
            return self.circle - signed if self._number_missing(signed) else frozenset()
        # The last signature that is needed must be the demanded person's.
        return self.circle - signed if self._number_missing(signed) > 1 else self.one_of

    def _number_missing(self, signed: frozenset[str]) -> int:
        return max(0, self.count - len(signed & self.circle))

    def _lacks_the_one(self, signed: frozenset[str]) -> bool:
        return bool(self.one_of) and not self.one_of & signed


def named_officers(company: Company, action: AccountAction | None = None) -> frozenset[str]:
    """The natural persons that a rule names and that are officers today, whether or not enough of them are left.

    `action`: only rules that hold for it. A partner of a trading company may be a company, which has no
    e-legitimation.
    """
    rules = [rule for rule in company.rules if action is None or _applies(rule, action)]
    named = {number for rule in rules for number in (*rule.group, *rule.required)}
    people = {officer.number for officer in company.officers if RecipientId(officer.number).is_person}
    return frozenset(named & people)


def _demands(company: Company, able: frozenset[str], action: AccountAction) -> list[_Demand]:
    """What the rules for this action demand, without those that the able officers cannot meet."""
    if company.status in _SIGNED_FOR_BY_NOBODY:
        return []
    return [
        demand for rule in company.rules if _applies(rule, action) and (demand := _demand(rule, able)) is not None
    ]


def _applies(rule: SignatoryRule, action: AccountAction) -> bool:
    if rule.kind is RuleKind.MANAGING_DIRECTOR:
        return action in DAILY_BUSINESS
    return rule.kind is not RuleKind.NOT_INTERPRETABLE


def _demand(rule: SignatoryRule, able: frozenset[str]) -> _Demand | None:
    one_of = able.intersection(rule.required)
    circle = able.intersection((*rule.group, *rule.required))
    count = max(1, rule.count)
    if len(circle) < count or (rule.required and not one_of):
        return None
    return _Demand(circle, count, one_of)


def _status(company: Company, demands: Collection[_Demand], signed: frozenset[str]) -> AuthorizationStatus:
    if any(demand.is_met(signed) for demand in demands):
        return AuthorizationStatus.COMPLETE
    is_text = any(rule.kind is RuleKind.NOT_INTERPRETABLE for rule in company.rules)
    if not demands and (is_text or not company.rules):
        return AuthorizationStatus.RULES_NOT_SUPPORTED
    return AuthorizationStatus.INCOMPLETE


def _is_able(person: Person) -> bool:
    """Emigrants and people with protected data may sign as before; minors and the dead may not."""
    age = RecipientId(person.number).age_at(clock.today())
    return person.deceased_on is None and (age is None or age >= ADULT)


def _union(groups: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*groups)


def _in_order(company: Company, people: Mapping[str, Person], numbers: frozenset[str]) -> tuple[Signer, ...]:
    in_order = dict.fromkeys(officer.number for officer in company.officers if officer.number in numbers)
    return tuple(_signer(people[number]) for number in in_order)


def _signer(person: Person) -> Signer:
    return Signer(person.number, PROTECTED_NAME if person.is_protected else person.name)
