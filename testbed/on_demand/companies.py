"""Companies on demand: in the company register with their signatories, and with a mailbox."""

from dataclasses import dataclass, field
from typing import Final

from base_registers.entries import company_checks, company_entries
from base_registers.entries.company_values import CompanyEntry, OfficerEntry, RuleEntry
from base_registers.entries.person_entries import PersonEntry
from base_registers.models import Company, Officer, SignatoryRule
from far.actor_entries.numbers import unused_number
from infra.errors import AlreadyExists
from infra.validation import NumberLimits
from testbed.on_demand import people
from testbed.on_demand.people import Mailing, WantedPerson
from testbed.on_demand.run_transaction import run_transaction

Kind = SignatoryRule.Kind
USUAL_COUNT: Final = 2
NOT_INTERPRETABLE: Final = "Firman tecknas enligt beslut i varje särskilt fall."
SIGNATORIES: Final = NumberLimits(0, 20)
USUAL_SIGNATORIES: Final = 2
HOME: Final = ("Provgatan 1", "12345", "Exempelstad")
"""Street, postal code and city."""


@dataclass(frozen=True)
class WantedCompany:
    """A company that somebody wants. Values that are left out are chosen."""

    number: str | None = None
    name: str = ""
    form: str = Company.Form.LIMITED_COMPANY
    status: str = Company.Status.ACTIVE
    signatories: tuple[str, ...] | int = USUAL_SIGNATORIES
    """Numbers of registered people; or how many people to make."""
    rule: str = SignatoryRule.Kind.ALONE
    rule_count: int | None = None
    """How many must sign, of rules that count."""
    mailing: Mailing = field(default_factory=Mailing)


@dataclass(frozen=True)
class MadeCompany:
    """A company as it was made."""

    entry: CompanyEntry
    mailing: Mailing


def make_company(wanted: WantedCompany) -> MadeCompany:
    """Make a company, which belongs to the run of the request, as do signatories that are made for it.

    Raises:
        InvalidValues: a value is wrong (5001). AlreadyExists: the number is taken (5004).
        IllegalState: no number is left (5011). NotFound: no run has the request's label (5003).
        MaximumExceeded: the run owns as much as it may (5005).
    """
    with run_transaction():
        number = _number(wanted)
        signatories = _signatories(wanted.signatories)
        entry = _entry(wanted, number, signatories)
        company_entries.store_company(entry)
        people.open_mailbox(number, entry.name, wanted.mailing)
        return MadeCompany(company_entries.get_company(number), wanted.mailing)


def _number(wanted: WantedCompany) -> str:
    if wanted.number is None:
        taken = Company.objects.filter(number__startswith="16").values_list("number", flat=True)
        return unused_number(taken).value
    if Company.objects.filter(number=wanted.number).exists():
        raise AlreadyExists(
            f"{wanted.number} finns redan i bolagsregistret. Lämna bort numret, så väljs ett som är ledigt.",
            f"{wanted.number} is in the company register already. Leave it out, and a free one is chosen.",
            slug="company-number-taken",
        )
    return wanted.number


def _signatories(wanted: tuple[str, ...] | int) -> tuple[str, ...]:
    if not isinstance(wanted, int):
        return wanted
    someone = WantedPerson(entry=PersonEntry("", "", *HOME), mailing=Mailing(operator=None))
    return tuple(people.make_person(someone).entry.number for _ in range(wanted))


def _entry(wanted: WantedCompany, number: str, signatories: tuple[str, ...]) -> CompanyEntry:
    roles = [Officer.Role.CHAIR, *[Officer.Role.BOARD_MEMBER] * len(signatories)]
    if wanted.rule == Kind.MANAGING_DIRECTOR:
        roles[0] = Officer.Role.MANAGING_DIRECTOR
    street, postal_code, city = HOME
    return CompanyEntry(
        number=number,
        name=wanted.name or f"Provbolaget {number[2:8]}-{number[8:]} AB",
        street=street,
        postal_code=postal_code,
        city=city,
        form=wanted.form,
        status=wanted.status,
        officers=tuple(OfficerEntry(person, role) for person, role in zip(signatories, roles, strict=False)),
        rules=(_rule(wanted, signatories),) if signatories else (),
    )


def _rule(wanted: WantedCompany, signatories: tuple[str, ...]) -> RuleEntry:
    """The rule with what its kind needs: all signatories count, and the first one is required."""
    counts = wanted.rule in company_checks.COUNTING
    return RuleEntry(
        kind=wanted.rule,
        text=NOT_INTERPRETABLE if wanted.rule == Kind.NOT_INTERPRETABLE else "",
        count=(wanted.rule_count or USUAL_COUNT) if counts else wanted.rule_count,
        group=signatories if wanted.rule == Kind.GROUP else (),
        required=signatories[:1] if wanted.rule == Kind.WITH_ONE_OF else (),
    )
