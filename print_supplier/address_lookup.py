"""Look up the postal addresses of letters in the population register, over SOAP."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from contracts import population_register as contract
from formedlare import register
from formedlare.channels.outcome import ChannelRefused, ChannelUnavailable
from formedlare.models import Obstacle
from infra.errors.explanation import Check
from infra.soap import call_failures, client
from infra.soap.messages import faults
from infra.soap.messages.faults import Fault
from infra.texts import Text

Status = contract.AddressStatus

NO_ADDRESS_TEXTS: Final = {
    Status.PROTECTED_IDENTITY: Text(
        "mottagaren har skyddade personuppgifter; adressen lämnas inte ut och får aldrig skrivas ut",
        "the recipient's personal data are protected; the address is not given out and must never be printed",
    ),
    Status.DECEASED: Text("mottagaren är avliden", "the recipient has died"),
    Status.NOT_REGISTERED: Text(
        "mottagaren finns varken i folkbokföringen eller i Bolagsverkets register",
        "the recipient is neither in the population register nor in the companies' register",
    ),
    Status.NO_ADDRESS: Text(
        "mottagaren har ingen fullständig postadress i registret",
        "the recipient has no complete postal address in the register",
    ),
}
"""Why there is no address to send a letter to."""
OBSTACLES: Final = {
    Status.PROTECTED_IDENTITY: Obstacle.PROTECTED_IDENTITY,
    Status.DECEASED: Obstacle.DECEASED,
    Status.NOT_REGISTERED: Obstacle.NOT_REGISTERED,
    Status.NO_ADDRESS: Obstacle.NO_POSTAL_ADDRESS,
}
QUESTION_REFUSED: Final = Text(
    "folkbokföringsregistret nekar frågan: {reason}", "the population register refuses the question: {reason}"
)
NO_ANSWER: Final = Text(
    "folkbokföringsregistret svarade inte: {reason}", "the population register did not answer: {reason}"
)
RECIPIENT_MISSING: Final = call_failures.CallFailed(
    "svaret saknar mottagaren", "the answer lacks the recipient", slug="answer-lacks-recipient", check=Check.SYSTEM
)


@dataclass(frozen=True)
class EnvelopeAddress:
    """Name and address as the register has them."""

    name: str
    street: str
    postal_code: str
    city: str

    def lines(self, attention: str = "") -> list[str]:
        """The lines on the envelope, the postal code in two groups and the city in capitals."""
        for_whom = [f"Att: {attention}"] if attention else []
        code = f"{self.postal_code[:3]} {self.postal_code[3:]}"
        return [self.name, *for_whom, self.street, f"{code}  {self.city.upper()}"]


def no_address_error(status: Status) -> ChannelRefused:
    """The error for a recipient without an address; an unknown status counts as NO_ADDRESS."""
    known = status if status in NO_ADDRESS_TEXTS else Status.NO_ADDRESS
    text = NO_ADDRESS_TEXTS[known]
    return ChannelRefused(text.swedish, text.english, OBSTACLES[known])


class AddressLookup:
    """The addresses of letters that are prepared together: one question, when the first address is needed.

    Nothing of a question that failed is kept: the next letter asks again, like the first.
    """

    def __init__(self, recipients: Iterable[str]) -> None:
        """At most 1,000 recipients. Source: contract PopulationRegister getPostalAddresses, maxOccurs."""
        self._unasked = set(recipients)
        self._known: dict[str, contract.RegisteredAddress] = {}

    def address_of(self, recipient: str) -> EnvelopeAddress:
        """The address of a letter to the recipient.

        Raises:
            ChannelRefused: there is no address, or the register refuses the question.
            ChannelUnavailable: the register did not answer.
        """
        if recipient not in self._known:
            self._ask(recipient)
        entry = self._known.get(recipient)
        if entry is None:
            raise _no_answer(RECIPIENT_MISSING)
        if entry.postal_address is None:
            raise no_address_error(entry.status)
        found = entry.postal_address
        return EnvelopeAddress(found.name, found.street, found.postal_code, found.city)

    def _ask(self, recipient: str) -> None:
        together = sorted(self._unasked | {recipient})
        try:
            found = _ask_register(together)
        except ChannelRefused:
            if len(together) == 1:
                raise
            # The refusal may be for another recipient's number: from here on each letter asks for its own.
            self._unasked = set()
            found = _ask_register([recipient])
        self._unasked = set()
        self._known |= found


def _ask_register(recipients: list[str]) -> dict[str, contract.RegisteredAddress]:
    question = contract.GetPostalAddresses(recipient_id=recipients)
    address = f"{settings.POPULATION_REGISTER_URL}PopulationRegister"
    try:
        answer = client.call_service(
            address, question, contract.GetPostalAddressesResponse, identity=register.relay_identity()
        )
    except faults.FaultReceived as refusal:
        if refusal.fault.is_permanent:
            raise ChannelRefused(*QUESTION_REFUSED.format(reason=refusal.fault.text)) from refusal
        raise _no_answer(refusal.fault) from refusal
    except call_failures.CallFailed as problem:
        raise _no_answer(problem) from problem
    return {entry.recipient_id: entry for entry in answer.return_value}


def _no_answer(problem: call_failures.CallFailed | Fault) -> ChannelUnavailable:
    return ChannelUnavailable(*NO_ANSWER.format(reason=problem.text))
