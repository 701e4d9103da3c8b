"""One letter as one timeline: every exchange that belongs to it, through the relay or not.

A letter carries one trace from its first byte to the tap on the phone. Two things happen beside it, under traces
of their own: a sender that is its own relay asks the register before it sends, and the recipient logs in before it
reads.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from infra.hooks.exchanges import Edge
from testbed.journal.models import Exchange
from testbed.journal.search.finding import find_exchanges
from testbed.journal.search.query_language import ExchangeCondition, Search

MAX_EXCHANGES: Final = 500
"""Of a letter: a notification may go to a thousand, and be tried for days."""
HANDED_OVER: Final = frozenset({"deliverSecure", "distributeSecure"})
ASKED_BEFORE: Final = timedelta(hours=1)
"""How long before it sends a letter a sender may have asked where the recipient wants it."""


def exchanges_of(trace: str) -> list[Exchange]:
    """The exchanges of the letter with the trace, in the order in which they began."""
    own = list(find_exchanges(Search((ExchangeCondition("trace", trace),)), MAX_EXCHANGES).exchanges)
    if not own:
        return []
    around = {each.pk: each for each in (*own, *_questions_before(own), *_logins_before(own))}
    return sorted(around.values(), key=lambda each: (each.began_at, each.pk))


def _questions_before(own: Sequence[Exchange]) -> Sequence[Exchange]:
    """The sender's last question about the recipient before it sent the letter."""
    sent = next((each for each in own if each.operation in HANDED_OVER and each.recipient), None)
    if sent is None:
        return ()
    wanted = (
        ExchangeCondition("operation", "isReachable"),
        ExchangeCondition("caller", sent.caller),
        ExchangeCondition("recipient", sent.recipient),
    )
    return find_exchanges(Search(wanted, sent.at - ASKED_BEFORE, sent.at), 1).exchanges


def _logins_before(own: Sequence[Exchange]) -> list[Exchange]:
    """The last log-in of the recipient before each time that the letter was opened."""
    found: list[Exchange] = []
    for opened in own:
        if opened.edge == Edge.PAGE and opened.operation == "open":
            wanted = (ExchangeCondition("operation", "login"), ExchangeCondition("recipient", opened.recipient))
            first = min(each.at for each in own)
            found += find_exchanges(Search(wanted, first - ASKED_BEFORE, opened.at), 1).exchanges
    return found
