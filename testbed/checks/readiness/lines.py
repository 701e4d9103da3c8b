"""The lines of a pre-flight: what each is about, its light, and what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from infra.errors import MinaMeddelandenError
from infra.errors.explanation import Explanation
from infra.texts import Text
from testbed.refusals.catalogue import address_of


class LineState(StrEnum):
    """How a line ended."""

    GREEN = "green"
    YELLOW = "yellow"
    """It works, but something should be done, or it could not be checked."""
    RED = "red"


class PreflightStep(StrEnum):
    """What a line is about."""

    CHAIN = "chain"
    DATES = "dates"
    KEY = "key"
    ORGANISATION = "organisation"
    ROLE = "role"
    RELAY = "relay"
    ADDRESS = "address"
    LETTER = "letter"
    OPERATOR = "operator"
    VERSION = "version"
    SERVER = "server"
    ACCOUNTS = "accounts"
    SERVICE = "service"


TITLES: Final[Mapping[PreflightStep, Promise]] = {
    PreflightStep.CHAIN: _("Certifikatet"),
    PreflightStep.DATES: _("Giltighetstiden"),
    PreflightStep.KEY: _("Nyckeln"),
    PreflightStep.ORGANISATION: _("Organisationsnumret"),
    PreflightStep.ROLE: _("Avsändaren i FaR"),
    PreflightStep.RELAY: _("Förmedlaren"),
    PreflightStep.ADDRESS: _("Adresserna"),
    PreflightStep.LETTER: _("Ett första brev"),
    PreflightStep.OPERATOR: _("Operatören i FaR"),
    PreflightStep.VERSION: _("Adressen"),
    PreflightStep.SERVER: _("Serverns certifikat"),
    PreflightStep.ACCOUNTS: _("Kontona"),
    PreflightStep.SERVICE: _("En första leverans"),
}
VERDICTS: Final[Mapping[LineState, Promise]] = {
    LineState.GREEN: _("Klart"),
    LineState.YELLOW: _("Se över"),
    LineState.RED: _("Rätta"),
}


@dataclass(frozen=True, slots=True)
class PreflightLine:
    """One line of the pre-flight."""

    step: PreflightStep
    light: LineState
    text: Text
    explanation: Explanation | None = None
    """Why it is red."""

    @property
    def title(self) -> Promise:
        """What the line is about, in the reader's language."""
        return TITLES[self.step]

    @property
    def verdict(self) -> Promise:
        """The light in words: colours alone do not tell everybody."""
        return VERDICTS[self.light]

    @property
    def docs(self) -> str:
        """The address of the reason's page; empty: there is none."""
        return address_of(self.explanation.reason) if self.explanation else ""


def answered(step: PreflightStep, check: Callable[[], Text]) -> PreflightLine:
    """The check's text in green; its refusal in red."""
    try:
        return PreflightLine(step, LineState.GREEN, check())
    except MinaMeddelandenError as error:
        return refused(step, error)


def refused(step: PreflightStep, error: MinaMeddelandenError) -> PreflightLine:
    """The refusal in red."""
    return PreflightLine(step, LineState.RED, error.text, error.explanation)
