"""The destination of a person's mail, as the register names it; it need not be a mailbox of this simulator."""

from dataclasses import dataclass

from infra.errors import MinaMeddelandenError
from mailbox_operator import register
from mailbox_operator.models import Operator
from mailbox_ui.models import EidHolder


@dataclass(frozen=True)
class MailDestination:
    """The operator that the register names for a person."""

    is_known: bool
    """False: the register does not answer, or cannot be asked from here."""
    domain: str = ""
    """The operator's internet domain; empty: the person has no mailbox, and letters come on paper."""
    operator: Operator | None = None
    """None: it is not played here."""

    @property
    def name(self) -> str:
        """As people know the operator."""
        return self.operator.display_name if self.operator else self.domain

    @property
    def is_paper(self) -> bool:
        return self.is_known and not self.domain


def destination_of(holder: EidHolder) -> MailDestination:
    """Ask the register where new mail to the holder goes."""
    return destination_of_number(holder.number)


def destination_of_number(number: str) -> MailDestination:
    """As destination_of, of a person or a company."""
    try:
        domain = register.chosen_operator(number)
    except (MinaMeddelandenError, LookupError):  # no answer, or no certificate here to ask with
        return MailDestination(is_known=False)
    if domain is None:
        return MailDestination(is_known=True)
    return MailDestination(True, domain, Operator.objects.filter(name=domain).first())
