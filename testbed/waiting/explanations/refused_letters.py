"""Letters that came, but were taken by nobody: what the journal has of them, in words."""

from collections.abc import Mapping
from typing import Any, Final

from formedlare.models import Distribution
from infra import clock
from infra.errors import InvalidInput, NotFound
from infra.hooks.exchanges import Direction, Edge, Verdict
from infra.soap.messages.parser import parse_envelope
from infra.texts import Text
from testbed.journal.models import Exchange
from testbed.journal.reading import response_of
from testbed.journal.search.finding import find_exchanges
from testbed.journal.search.query_language import Search

SENDING: Final = frozenset({"deliverSecure", "deliverForward", "notify", "distributeSecure", "distribute"})
"""Operations that hand a letter over."""
SAME_OF_EXCHANGES: Final = ("label", "trace", "sender", "recipient")
"""Filters that say the same of a letter and of the exchange that it came in."""
LOOKED_THROUGH: Final = 50
REFUSED: Final = Text(
    "{operation} till {recipient} avvisades {at} (händelse {number}, {reason}): {why}",
    "{operation} to {recipient} was refused at {at} (exchange {number}, {reason}): {why}",
)
NOT_DELIVERED: Final = Text(
    "{operation} till {recipient} besvarades {at} med Delivered=false (händelse {number}): mottagaren har ingen "
    "brevlåda hos operatören, eller tar inte emot avsändaren.",
    "{operation} to {recipient} was answered with Delivered=false at {at} (exchange {number}): the recipient has "
    "no mailbox at the operator, or does not accept the sender.",
)


def why_not_taken(filters: Mapping[str, Any], newer_than: Distribution | None) -> Text | None:
    """Explain why the newest letter that the filters may mean was not taken, by what the journal has of it.

    Only letters after the delivery `newer_than` are looked at. None: there is no such letter, it was taken, or the
    journal knows none of the filters.
    """
    given = {name: str(filters[name]) for name in SAME_OF_EXCHANGES if filters.get(name)}
    if not given:
        return None
    wanted = Search(since=newer_than.received_at if newer_than else None)
    wanted = wanted.and_also("edge", Edge.SOAP).and_also("direction", Direction.IN)
    for name, value in given.items():
        wanted = wanted.and_also(name, value)
    own = newer_than.trace if newer_than else None
    newest = find_exchanges(wanted, LOOKED_THROUGH).exchanges
    last = next((each for each in newest if each.operation in SENDING and each.trace != own), None)
    template = _template(last) if last else None
    return _told(template, last) if template and last else None


def _template(exchange: Exchange) -> Text | None:
    if exchange.verdict != Verdict.ACCEPTED:
        return REFUSED
    return NOT_DELIVERED if _answers_not_delivered(exchange) else None


def _answers_not_delivered(exchange: Exchange) -> bool:
    """None of the recipients got it, as the operator answered."""
    try:
        answer = parse_envelope(response_of(exchange)).body
    except (NotFound, InvalidInput):
        return False
    said = [str(element.text).strip() for element in answer.iter("{*}Delivered", "{*}delivered")]
    return bool(said) and set(said) <= {"false", "0"}


def _told(template: Text, exchange: Exchange) -> Text:
    return template.format(
        operation=exchange.operation,
        recipient=f"{exchange.recipient[:8]}****" if exchange.recipient else "-",
        at=f"{exchange.at.astimezone(clock.SWEDEN):%H:%M:%S}",
        number=exchange.pk,
        reason=exchange.reason or exchange.code,
        why=exchange.text,
    )
