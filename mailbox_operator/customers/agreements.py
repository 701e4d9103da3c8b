"""What a holder signs to get, move or close a mailbox: kept in the register (FaR) as a sentence that describes it.

Source: api-6.3 §3.1, register: the account, that authorities may send, the terms, and those of Min myndighetspost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices

from mailbox_operator.models import Operator

STATE_OPERATOR: Final = "minmyndighetspost.se"


class EnrolmentAction(TextChoices):
    """The actions that a holder signs for."""

    REGISTER = "register"
    SWITCH = "switch"
    DEREGISTER = "deregister"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """An action, with the text that is signed for it."""

    action: EnrolmentAction
    holder: str
    holder_name: str
    operator: str
    """The internet domain of the operator that the mailbox is to be with, or that it leaves."""
    user: str
    """The person that signs: the holder, or a signatory of the company."""
    text: str


def write_agreement(action: EnrolmentAction, holder: str, holder_name: str, operator: Operator) -> str:
    """The text to sign. The same each time, so that all who sign for a company sign the same."""
    text = _TEXTS[action].format(
        holder=f"{holder_name} ({holder})", operator=f"{operator.display_name} ({operator.name})"
    )
    if action is not EnrolmentAction.DEREGISTER and operator.name == STATE_OPERATOR:
        text += "\n" + _STATE_TERMS
    return text


_AGREED: Final = (
    "Avsändare som är anslutna till Mina meddelanden får skicka post dit i stället för på papper.\n"
    "Jag har läst och godkänner användarvillkoren för Mina meddelanden."
)
_STATE_TERMS: Final = "Jag har läst och godkänner villkoren för Min myndighetspost."
_TEXTS: Final[Mapping[EnrolmentAction, str]] = {
    EnrolmentAction.REGISTER: "{holder} skaffar en digital brevlåda hos {operator} i Mina meddelanden.\n"
    + _AGREED,
    EnrolmentAction.SWITCH: (
        "{holder} byter digital brevlåda i Mina meddelanden till {operator}.\n"
        "Ny post kommer dit. Äldre post ligger kvar hos den tidigare operatören.\n" + _AGREED
    ),
    EnrolmentAction.DEREGISTER: (
        "{holder} avslutar sin digitala brevlåda hos {operator} i Mina meddelanden.\n"
        "Ny post kommer på papper. Äldre post ligger kvar hos operatören."
    ),
}
