"""The values of the pages of mailbox operators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from far.departures import overview
from far.departures.overview import OperatorOverview
from far.models import Account, RemovalFlag, ServiceSupplier

SHOWN: Final = 50
State, Kind, Reason = RemovalFlag.State, RemovalFlag.Kind, RemovalFlag.Reason
STATES: Final[Mapping[str, Promise]] = {
    State.DUE: _("Ska sändas"),
    State.SENT: _("Sänd"),
    State.FAILED: _("Gavs upp"),
}
TONES: Final[Mapping[str, str]] = {State.DUE: "wait", State.SENT: "good", State.FAILED: "bad"}
KINDS: Final[Mapping[str, Promise]] = {Kind.ACCOUNT: _("Konto"), Kind.REQUEST: _("Begäran")}
REASONS: Final[Mapping[str, Promise]] = {
    Reason.SWITCHED: _("bytte operatör"),
    Reason.DEREGISTERED: _("avregistrerad"),
    Reason.WITHDRAWN: _("togs bort"),
    Reason.EXPIRED: _("gick ut"),
    Reason.OPERATOR_LEFT: _("operatören slutade"),
    Reason.HOLDER_GONE: _("innehavaren finns inte längre"),
}


@dataclass(frozen=True)
class FlagRow:
    """A removal that the operator is told of."""

    flag: RemovalFlag

    @property
    def state(self) -> Promise:
        return STATES[self.flag.state]

    @property
    def tone(self) -> str:
        return TONES[self.flag.state]

    @property
    def kind(self) -> Promise:
        return KINDS[self.flag.kind]

    @property
    def reason(self) -> Promise:
        return REASONS[self.flag.reason]


@dataclass(frozen=True)
class OperatorPage:
    """One operator, with a page of its customers and a page of the removals that it is told of."""

    operator: OperatorOverview
    customers: Sequence[Account]
    more_customers_after: str | None
    flags: Sequence[FlagRow]
    older_flags_before: int | None


def operator_page(supplier: ServiceSupplier, after: str, before: str) -> OperatorPage:
    """`after`: the customers with higher numbers; `before`: the flags that are older than this key."""
    customers, following = overview.list_customers(supplier, SHOWN, after)
    flags, older = overview.list_flags(supplier, SHOWN, _key(before))
    return OperatorPage(
        overview.show_operator(supplier), customers, following, [FlagRow(flag) for flag in flags], older
    )


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(2**63)) else None
