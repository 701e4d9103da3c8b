"""Finds companies, their officers and signatory rules in the company register."""

from dataclasses import dataclass
from enum import Enum

from django.conf import settings

from contracts import company_register as contract
from far.base_registers.problems import CompanyRegisterFailed, SourceProblem
from far.base_registers.register_calls import ask_register


class OfficerRole(Enum):
    """A person's role in a company."""

    CHAIR = "Chair"
    BOARD_MEMBER = "BoardMember"
    DEPUTY = "Deputy"
    MANAGING_DIRECTOR = "ManagingDirector"
    DEPUTY_MANAGING_DIRECTOR = "DeputyManagingDirector"
    SIGNATORY = "Signatory"
    PARTNER = "Partner"
    GENERAL_PARTNER = "GeneralPartner"
    LIMITED_PARTNER = "LimitedPartner"
    OWNER = "Owner"
    LIQUIDATOR = "Liquidator"
    AUDITOR = "Auditor"
    OTHER = "Other"


class RuleKind(Enum):
    """How a company is signed for."""

    ALONE = "Alone"
    """One of the group."""
    TWO_JOINTLY = "TwoJointly"
    """Two of the group."""
    BOARD = "Board"
    """More than half of the group, which is the board."""
    MANAGING_DIRECTOR = "ManagingDirector"
    """The managing director, for daily business only."""
    WITH_ONE_OF = "JointlyWithOneOf"
    """So many of the group, and one of `required` among them."""
    GROUP = "AnyOfGroup"
    """So many of a named group."""
    NOT_INTERPRETABLE = "NotInterpretable"
    """Free text that no machine can interpret."""


class LegalForm(Enum):
    """The legal form of an organisation."""

    LIMITED_COMPANY = "AB"
    GENERAL_PARTNERSHIP = "HB"
    LIMITED_PARTNERSHIP = "KB"
    HOUSING_COOPERATIVE = "BRF"
    COOPERATIVE = "EK"
    SOLE_TRADER = "EF"
    JOINT_PROPERTY = "SF"
    FOUNDATION = "ST"
    NON_PROFIT = "IF"
    AGENCY = "MY"
    MUNICIPALITY = "KO"

    @property
    def can_have_mailbox(self) -> bool:
        """A company of this form can have a mailbox of its own. A sole trader uses the private one.

        Source: facts.md 8; features.md 6.
        """
        return self in _WITH_MAILBOX


_WITH_MAILBOX = frozenset(
    {
        LegalForm.LIMITED_COMPANY,
        LegalForm.GENERAL_PARTNERSHIP,
        LegalForm.LIMITED_PARTNERSHIP,
        LegalForm.HOUSING_COOPERATIVE,
        LegalForm.COOPERATIVE,
    }
)


class BusinessStatus(Enum):
    """Whether a company is in business."""

    ACTIVE = "Active"
    BANKRUPT = "Bankrupt"
    IN_LIQUIDATION = "InLiquidation"
    DISSOLVED = "Dissolved"


@dataclass(frozen=True, slots=True)
class Officer:
    """A person in a role. The name is empty where the personal data are protected."""

    number: str
    name: str
    role: OfficerRole


@dataclass(frozen=True, slots=True)
class SignatoryRule:
    """One way to sign for the company.

    It is fulfilled when at least `count` of `group` have signed and, where anybody is `required`, at least one of
    those among them. The register fills in all three for every kind from the officers of today: for BOARD `group`
    is the board and `count` more than half of it; for ALONE `count` is 1, for TWO_JOINTLY 2. For
    MANAGING_DIRECTOR `group` is the managing director; the rule holds for daily business only. NOT_INTERPRETABLE
    has none and is never fulfilled.
    """

    kind: RuleKind
    text: str = ""
    group: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Company:
    """What the company register says of a company. Its rules are alternatives: one that is fulfilled suffices."""

    number: str
    name: str
    form: LegalForm = LegalForm.LIMITED_COMPANY
    status: BusinessStatus = BusinessStatus.ACTIVE
    officers: tuple[Officer, ...] = ()
    rules: tuple[SignatoryRule, ...] = ()
    rule_text: str = ""
    """All the rules in clear text, as the contracts carry it."""


def find_company(number: str) -> Company | None:
    """What the company register says of the number's company; None: no company is registered with it.

    Raises:
        CompanyRegisterFailed: the register has no usable answer; `problem` says of which kind (5018).
    """
    answer = ask_register(
        f"{settings.COMPANY_REGISTER_URL}CompanyRegister",
        contract.GetCompany(company_id=number),
        contract.GetCompanyResponse,
        CompanyRegisterFailed,
    ).return_value
    if answer.problem is not None:
        raise CompanyRegisterFailed(SourceProblem(answer.problem.value))
    return _read_company(answer.company) if answer.company else None


def companies_of(person_number: str) -> list[Company]:
    """The companies in which the person has a role, in order of name, dissolved ones included.

    The person's own firm as a sole trader is not among them: it uses the private mailbox.

    Raises:
        CompanyRegisterFailed: as `find_company` (5018).
    """
    answer = ask_register(
        f"{settings.COMPANY_REGISTER_URL}CompanyRegister",
        contract.GetCompaniesOf(person_id=person_number),
        contract.GetCompaniesOfResponse,
        CompanyRegisterFailed,
    ).return_value
    if answer.problem is not None:
        raise CompanyRegisterFailed(SourceProblem(answer.problem.value))
    return [_read_company(company) for company in answer.company]


def _read_company(company: contract.RegisteredCompany) -> Company:
    return Company(
        number=company.company_id,
        name=company.name,
        form=LegalForm(company.form.value),
        status=BusinessStatus(company.status.value),
        officers=tuple(
            Officer(officer.person_id, officer.name, OfficerRole(officer.role.value))
            for officer in company.officer
        ),
        rules=tuple(_read_rule(rule) for rule in company.signatory_rule),
        rule_text=company.signatory_rule_text,
    )


def _read_rule(rule: contract.SignatoryRule) -> SignatoryRule:
    return SignatoryRule(
        RuleKind(rule.kind.value), rule.text, tuple(rule.group), tuple(rule.required), count=rule.count
    )
