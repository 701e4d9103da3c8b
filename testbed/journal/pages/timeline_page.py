"""One letter from the sender's question to the recipient's reading, with the letter itself beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from console.letters.step import LetterStep
from console.letters.timeline import steps_of
from formedlare.models import Distribution, Leg
from infra.hooks.exchanges import Verdict
from infra.texts import Text
from infra.web.renewal import version_of
from testbed.journal.pages.exchange_page import CARRY_LETTERS, ExchangePage
from testbed.journal.pages.listing import ExchangeRow, rows_of
from testbed.journal.pages.wording import TONES, Party
from testbed.journal.timeline import exchanges_of

MAX_LEGS: Final = 10
"""How many recipients have their steps through the relay shown."""


@dataclass(frozen=True)
class Moment:
    """An exchange, or a step that the relay took by itself."""

    at: datetime
    party: Party
    title: str
    tone: str
    detail: Text | None = None
    row: ExchangeRow | None = None
    """The exchange; None: it is a step of the relay."""


@dataclass(frozen=True)
class TimelinePage:
    """All that is known of the letter with a trace."""

    trace: str
    moments: Sequence[Moment]
    rows: Sequence[ExchangeRow]

    @property
    def version(self) -> str:
        return version_of([(moment.at, moment.title) for moment in self.moments])

    @cached_property
    def carrier(self) -> ExchangePage | None:
        """The exchange that shows the letter: the last that handed it over, with the most signatures around it."""
        for row in reversed(self.rows):
            page = ExchangePage(row)
            if row.exchange.operation in CARRY_LETTERS and page.letter is not None:
                return page
        return None

    @property
    def subject(self) -> str:
        return next((row.subject for row in self.rows if row.exchange.subject), "")

    @property
    def parties(self) -> list[Party]:
        """The parties that the letter has come to, in order, each once."""
        return list(dict.fromkeys(moment.party for moment in self.moments))


def load_timeline(trace: str) -> TimelinePage:
    """Load what is known under the trace. Without moments, nothing is known."""
    rows = rows_of(exchanges_of(trace))
    moments = [*map(_moment_of, rows), *_relay_moments(trace)]
    return TimelinePage(trace, sorted(moments, key=lambda moment: moment.at), rows)


def _moment_of(row: ExchangeRow) -> Moment:
    exchange = row.exchange
    is_accepted = exchange.verdict == Verdict.ACCEPTED
    detail = None if is_accepted else exchange.text
    return Moment(exchange.began_at, row.party, row.action, TONES[exchange.verdict], detail, row)


def _relay_moments(trace: str) -> Iterator[Moment]:
    """The steps of the relay that were no exchanges: sealed, waited, chose another channel, printed."""
    legs = Leg.objects.filter(distribution__in=Distribution.objects.filter(trace=trace))
    for leg in legs.select_related("distribution").order_by("pk")[:MAX_LEGS]:
        yield from (_moment_of_step(step) for step in steps_of(leg) if _is_own(step))


def _is_own(step: LetterStep) -> bool:
    return step.duration_ms is None and not step.is_afterwards


def _moment_of_step(step: LetterStep) -> Moment:
    detail = step.detail if isinstance(step.detail, Text) else None
    return Moment(step.at, Party.RELAY, str(step.title), step.tone, detail)
