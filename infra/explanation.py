"""Why something was refused, as values: what programs decide by, and what a person needs in order to mend it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from infra.texts import EMPTY, Text


class Check(StrEnum):
    """What was being checked when the request was refused, in about the order in which it is checked."""

    TRANSPORT = "transport"
    """HTTP and SOAP: size, content type, well-formed XML, the envelope, the operation."""
    CERTIFICATE = "certificate"
    SCHEMA = "schema"
    """What the contract's schema demands, and numbers that have no valid form."""
    RIGHTS = "rights"
    SIGNATURE = "signature"
    CONTENT = "content"
    """Rules for what a letter holds, beyond the schema."""
    REGISTER = "register"
    """What a register says of a person, a company, a sender or an operator."""
    STATE = "state"
    """What has been done before: an account exists already, a plan is finished."""
    SYSTEM = "system"
    """The simulator, or a system that it asks, could not answer."""


class AtFault(StrEnum):
    """Who must act so that it goes better."""

    YOU = "you"
    OPERATOR = "operator"
    INFRASTRUCTURE = "infrastructure"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A refusal for the person who must mend it. Empty texts: there is nothing to say."""

    reason: str
    """A slug that never changes its meaning. The Fault's Description ends with it; docs/refusals has its page."""
    check: Check
    at_fault: AtFault
    retry: bool
    """The same request may succeed later."""
    where: str = ""
    """An element, header, attachment, certificate or address."""
    expected: Text = EMPTY
    received: Text = EMPTY
    fix: Text = EMPTY
    """What to do."""

    def as_json(self) -> dict[str, object]:
        """The values as REST shows them. Texts have both languages in one string."""
        return {
            "reason": self.reason,
            "check": self.check.value,
            "at_fault": self.at_fault.value,
            "retry": self.retry,
            "where": self.where,
            "expected": self.expected.on_wire,
            "received": self.received.on_wire,
            "fix": self.fix.on_wire,
        }


class Details(TypedDict, total=False):
    """What a refusal may say of itself beside its text. What it leaves out is its class's."""

    slug: str
    check: Check
    at_fault: AtFault
    retry: bool
    where: str
    expected: Text | str
    received: Text | str
    fix: Text


def text_of(value: Text | str) -> Text:
    """A name or number reads alike in both languages."""
    return Text.same(value) if isinstance(value, str) else value
