"""The explanation of a refusal, as values: for programs to decide by, and for people to mend the request with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypedDict

from infra.texts import EMPTY, Text


class Check(StrEnum):
    """The check that refused the request. They stand in about the order in which they are made."""

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
    """The side that must act."""

    YOU = "you"
    OPERATOR = "operator"
    INFRASTRUCTURE = "infrastructure"


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reason of a refusal, for programs and for people. Empty texts: there is nothing to say."""

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


GENERAL_FIXES: Final[Mapping[Check, Text]] = {
    Check.TRANSPORT: Text(
        "Jämför med ett anrop som fungerar: ?wsdl på tjänstens adress ger kontraktet. /api/v1/check säger allt "
        "som "
        "är fel i ett kuvert.",
        "Compare with a call that works: ?wsdl at the service's address gives the contract. /api/v1/check says "
        "all "
        "that is wrong in an envelope.",
    ),
    Check.CERTIFICATE: Text(
        "Se alla villkor på en gång med GET /webservice/accao/preflight. Konsolens sida Aktörer beställer nya "
        "certifikat.",
        "See all conditions at once with GET /webservice/accao/preflight. The console's page Aktörer orders new "
        "certificates.",
    ),
    Check.SCHEMA: Text(
        "Rätta värdet. /api/v1/check visar alla brott mot schemat på en gång, ?xsd ger schemat.",
        "Correct the value. /api/v1/check shows all violations of the schema at once, ?xsd gives the schema.",
    ),
    Check.RIGHTS: Text(
        "Se vad FaR säger: getSenders och getDispatchers, eller konsolens sida Aktörer, där det också ändras.",
        "See what FaR says: getSenders and getDispatchers, or the console's page Aktörer, where it is also "
        "changed.",
    ),
    Check.SIGNATURE: Text(
        "Hämta oktetterna som räknades (octets i händelsen) och jämför med dem som din kod signerar: den första "
        "skillnaden är felet.",
        "Get the octets that were hashed (octets of the exchange) and compare them with those that your code "
        "signs: "
        "the first difference is the mistake.",
    ),
    Check.CONTENT: Text(
        "Rätta innehållet och signera på nytt. /api/v1/check säger allt som är fel innan du skickar.",
        "Correct the content and sign anew. /api/v1/check says all that is wrong before you send.",
    ),
    Check.REGISTER: Text(
        "Se personen eller organisationen under Register i konsolen, och ändra där eller välj en annan: "
        "docs/people.md säger vad som utlovas om var och en.",
        "See the person or the organisation under Register in the console, and change it there or choose another: "
        "docs/people.md says what is promised of each.",
    ),
    Check.STATE: Text(
        "Fråga efter det nuvarande läget, och gör det som det tillåter.",
        "Ask for the present state, and do what it allows.",
    ),
    Check.SYSTEM: Text(
        "Försök igen senare. /healthz och loggen säger vad som inte fungerar.",
        "Try again later. /healthz and the log say what does not work.",
    ),
}
"""What to do, where the refusal itself says no more."""
