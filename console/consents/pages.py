"""The values of the pages of consents."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from console.consents import wording
from console.state_names import LazyText
from far.consents import listing, uses
from far.consents.ending import OFFERED, OPEN
from far.consents.states import State
from far.models import Consent, ConsentSignature, MailboxUse, ServiceSupplier
from infra.validation.unstorable import number_in_address

CONSENTS_LISTED: Final = 20
USES_LISTED: Final = 50


@dataclass(frozen=True)
class ConsentView:
    """A consent in words, and what may be done with it."""

    consent: Consent

    @property
    def level(self) -> LazyText:
        return wording.LEVELS[self.consent.level]

    @property
    def state(self) -> LazyText:
        return wording.STATES[self.consent.state]

    @property
    def tone(self) -> str:
        return wording.TONES[State(self.consent.state)]

    @property
    def ending(self) -> LazyText:
        """The reason that it ended; empty: it has not."""
        return wording.ENDINGS.get(self.consent.ending, "")

    @property
    def is_open(self) -> bool:
        return self.consent.state in OPEN

    @property
    def is_offered(self) -> bool:
        return self.consent.state in OFFERED

    @property
    def can_be_answered(self) -> bool:
        return self.consent.state == State.WAITING_FOR_ACCEPT

    @property
    def signatures(self) -> Iterable[ConsentSignature]:
        return self.consent.signatures.order_by("pk")


@dataclass(frozen=True)
class ConsentsPage:
    """Some consents, the newest first."""

    shown: list[ConsentView]
    older: int | None


@dataclass(frozen=True)
class UseView:
    """A use in words."""

    use: MailboxUse
    operator: str
    """The operator's name, or its number where the register does not have it any longer."""

    @property
    def kind(self) -> LazyText:
        return wording.USES[self.use.kind]

    @property
    def is_guardians(self) -> bool:
        return self.use.grant == MailboxUse.Grant.GUARDIAN


@dataclass(frozen=True)
class UsesPage:
    """Some uses, the newest first."""

    shown: list[UseView]
    older: int | None


def consents_page(person: str, state: str, before: str) -> ConsentsPage:
    """The consents of a person or company, in a state. Empty: of all. `before` as written in an address."""
    which = {name: value for name, value in (("person", person), ("state", state)) if value}
    found, older = listing.list_all(CONSENTS_LISTED, number_in_address(before), **which)
    return ConsentsPage([ConsentView(each) for each in found], older)


def uses_page(before: str, **which: object) -> UsesPage:
    """The uses that have these values. `before` as written in an address; nonsense counts as absent."""
    found, older = uses.list_uses(USES_LISTED, number_in_address(before), **which)
    numbers = {each.asked_by for each in found}
    suppliers = ServiceSupplier.objects.filter(organisation__in=numbers).order_by("-pk")
    names = dict(suppliers.values_list("organisation", "name"))
    return UsesPage([UseView(each, names.get(each.asked_by, each.asked_by)) for each in found], older)
