"""A company, its board and its signatory rules, as tests of who may sign put them together."""

from collections.abc import Collection, Sequence
from datetime import date

from far import signatories
from far.base_registers.companies import (
    BusinessStatus,
    Company,
    LegalForm,
    Officer,
    OfficerRole,
    RuleKind,
    SignatoryRule,
)
from far.base_registers.people import Person
from far.signatories import AccountAction, SignatoryDecision

COMPANY = "165560000001"
BO, EVA, KIM, LIV, UNO = "195701032863", "196001062626", "196801029288", "197201079295", "198101052382"
BOARD = (BO, EVA, KIM, LIV, UNO)
NAMES = {BO: "Bo Ek", EVA: "Eva Lund", KIM: "Kim Berg", LIV: "Liv Dal", UNO: "Uno Fors"}
SOME_DAY = date(2026, 3, 2)


def rule(*group: str, count: int = 1, kind: RuleKind = RuleKind.GROUP, of: tuple[str, ...] = ()) -> SignatoryRule:
    return SignatoryRule(kind=kind, text="En regel.", group=group, required=of, count=count)


def company(
    *rules: SignatoryRule,
    officers: tuple[str, ...] = BOARD,
    status: BusinessStatus = BusinessStatus.ACTIVE,
) -> Company:
    return Company(
        number=COMPANY,
        name="Snickeri Björken AB",
        form=LegalForm.LIMITED_COMPANY,
        status=status,
        officers=tuple(
            Officer(number=number, name=NAMES.get(number, ""), role=OfficerRole.BOARD_MEMBER)
            for number in officers
        ),
        rules=rules,
        rule_text="Firman tecknas så som det står.",
    )


def person(
    number: str,
    name: str = "",
    *,
    is_protected: bool = False,
    deceased_on: date | None = None,
    emigrated_on: date | None = None,
) -> Person:
    return Person(number, name or NAMES[number], is_protected, deceased_on, emigrated_on)


PEOPLE = {number: person(number) for number in BOARD}


def decide(
    of: Company,
    *signers: str,
    action: AccountAction = AccountAction.OWNERSHIP,
    instead: Sequence[Person] = (),
    unknown: Collection[str] = (),
) -> SignatoryDecision:
    people = PEOPLE | {who.number: who for who in instead}
    people = {number: who for number, who in people.items() if number not in unknown}
    return signatories.decide_signatories(of, people, signers, action=action)


def numbers(signers: tuple[signatories.Signer, ...]) -> list[str]:
    return [signer.number for signer in signers]
