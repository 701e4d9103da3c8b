"""Where a letter on paper goes: asked of the population register, over SOAP like everything between roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from contracts import population_register as contract
from formedlare import register
from formedlare.channels.outcome import ChannelAway, ChannelRefused
from formedlare.models import Obstacle
from infra.soap import client
from infra.soap.faults import Fault

Status = contract.AddressStatus

NO_LETTER: Final = {
    Status.PROTECTED_IDENTITY: (
        "mottagaren har skyddade personuppgifter; adressen lämnas inte ut och får aldrig skrivas ut",
        "the recipient's personal data are protected; the address is not given out and must never be printed",
    ),
    Status.DECEASED: ("mottagaren är avliden", "the recipient has died"),
    Status.NOT_REGISTERED: (
        "mottagaren finns varken i folkbokföringen eller i Bolagsverkets register",
        "the recipient is neither in the population register nor in the companies' register",
    ),
    Status.NO_ADDRESS: (
        "mottagaren har ingen fullständig postadress i registret",
        "the recipient has no complete postal address in the register",
    ),
}
"""Why there is nowhere to send a letter to, in Swedish and English."""
OBSTACLES: Final = {
    Status.PROTECTED_IDENTITY: Obstacle.PROTECTED_IDENTITY,
    Status.DECEASED: Obstacle.DECEASED,
    Status.NOT_REGISTERED: Obstacle.NOT_REGISTERED,
    Status.NO_ADDRESS: Obstacle.NO_POSTAL_ADDRESS,
}
NOT_NAMED: Final = client.CallFailed("svaret saknar mottagaren", "the answer lacks the recipient")


@dataclass(frozen=True)
class PostalAddress:
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


def no_letter(status: Status) -> ChannelRefused:
    """Why there is nowhere to send a letter to, as an error."""
    known = status if status in NO_LETTER else Status.NO_ADDRESS
    return ChannelRefused(*NO_LETTER[known], OBSTACLES[known])


class Asked:
    """The addresses of letters that are made ready together: one question, put when the first is wanted.

    Nothing of a question that failed is kept: the next letter asks again, like the first.
    """

    def __init__(self, recipients: Iterable[str]) -> None:
        """At most 1,000 recipients. Source: contract PopulationRegister getPostalAddresses, maxOccurs."""
        self._unasked = set(recipients)
        self._known: dict[str, contract.RegisteredAddress] = {}

    def of(self, recipient: str) -> PostalAddress:
        """Where a letter to the recipient goes.

        Raises:
            ChannelRefused: there is no address, or the register refuses the question.
            ChannelAway: the register did not answer.
        """
        if recipient not in self._known:
            self._ask(recipient)
        entry = self._known.get(recipient)
        if entry is None:
            raise _no_answer(NOT_NAMED)
        if entry.postal_address is None:
            raise no_letter(entry.status)
        found = entry.postal_address
        return PostalAddress(found.name, found.street, found.postal_code, found.city)

    def _ask(self, recipient: str) -> None:
        together = sorted(self._unasked | {recipient})
        try:
            found = _answers(together)
        except ChannelRefused:
            if len(together) == 1:
                raise
            # It may be another recipient's number that is refused: from here on each one asks for itself.
            self._unasked = set()
            found = _answers([recipient])
        self._unasked = set()
        self._known |= found


def _answers(recipients: list[str]) -> dict[str, contract.RegisteredAddress]:
    question = contract.GetPostalAddresses(recipient_id=recipients)
    address = f"{settings.POPULATION_REGISTER_URL}PopulationRegister"
    try:
        answer = client.call(address, question, contract.GetPostalAddressesResponse, identity=register.relay())
    except client.FaultReceived as refusal:
        if refusal.fault.is_permanent:
            raise ChannelRefused(
                f"folkbokföringsregistret nekar frågan: {refusal.fault.text.swedish}",
                f"the population register refuses the question: {refusal.fault.text.english}",
            ) from refusal
        raise _no_answer(refusal.fault) from refusal
    except client.CallFailed as problem:
        raise _no_answer(problem) from problem
    return {entry.recipient_id: entry for entry in answer.return_value}


def _no_answer(problem: client.CallFailed | Fault) -> ChannelAway:
    return ChannelAway(
        f"folkbokföringsregistret svarade inte: {problem.text.swedish}",
        f"the population register did not answer: {problem.text.english}",
    )
