"""An entry of the company register as a value."""

from dataclasses import dataclass

from base_registers.models import Company


@dataclass(frozen=True, slots=True)
class OfficerEntry:
    """A person in a role. A person may have several."""

    number: str
    role: str
    """A value of Officer.Role."""


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One way to sign for the company."""

    kind: str
    """A value of SignatoryRule.Kind."""
    text: str = ""
    """In clear text. Empty: the usual one of the kind."""
    count: int | None = None
    """How many must sign. None: the kind says it."""
    group: tuple[str, ...] = ()
    """The officers who count. Empty: the board."""
    required: tuple[str, ...] = ()
    """At least one of these officers must sign; they count, too."""


@dataclass(frozen=True, slots=True)
class CompanyEntry:
    """All that the company register has about a company."""

    number: str
    name: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    form: str = Company.Form.LIMITED_COMPANY
    status: str = Company.Status.ACTIVE
    officers: tuple[OfficerEntry, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    """Alternatives: any one that is fulfilled suffices."""
    rule_text: str = ""
    """All the rules in clear text, as the contracts carry it. Empty: the texts of the rules, one after another."""
