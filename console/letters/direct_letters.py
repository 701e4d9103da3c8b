"""Letters that an operator here was handed without this simulator's relay, as the operator knows them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from console.letters.search import names_of
from console.letters.step import LetterStep
from console.letters.timeline import steps_in_mailboxes
from formedlare import register
from formedlare.models import Distribution, Leg
from infra.texts import Text
from mailbox_operator.models import Delivery, Message

MAX_LISTED: Final = 20
MAX_SCANNED: Final = 5_000
"""Deliveries that are looked through, the newest ones, where no filter is given that an index serves."""
MAX_MESSAGES: Final = 50
"""Of one delivery: a notification may have a thousand recipients."""
COLUMNS: Final[Mapping[str, str]] = {
    "sender": "sender",
    "trace": "trace",
    "label": "label",
    "reference": "reference",
    "operator": "operator__name",
    "received_after": "received_at__gte",
    "received_before": "received_at__lt",
}
"""Of the delivery, by name of the search form's field."""
INDEXED: Final = frozenset({"recipient", "trans_id", "trace", "label"})
OF_THE_RELAY: Final = frozenset({"state", "channel", "lane"})
"""Filters that only a letter in the relay can match."""


@dataclass(frozen=True)
class DirectLetter:
    """A delivery that an operator has, and what it knows of it."""

    delivery: Delivery
    messages: Sequence[Message]
    """The first of them."""
    names: Mapping[str, str]
    """By identity number of the holder."""

    @property
    def recipient(self) -> str:
        """The first one's number."""
        return self.messages[0].mailbox.holder if self.messages else self.delivery.recipient

    @property
    def name(self) -> str:
        return self.names.get(self.recipient, "")

    @property
    def others(self) -> int:
        """Recipients beside the first one."""
        return max(0, len({message.mailbox_id for message in self.messages}) - 1)

    @property
    def is_read(self) -> bool:
        return any(message.read_at for message in self.messages)

    @property
    def steps(self) -> list[LetterStep]:
        return sorted(steps_in_mailboxes(self.messages), key=lambda step: step.at)

    @property
    def warnings(self) -> Sequence[Text]:
        return list(self.delivery.warnings)


def find_direct_letters(wanted: Mapping[str, Any]) -> list[DirectLetter]:
    """The newest that match. `wanted`: the cleaned values of the search form; empty ones are not asked for."""
    given = {name: value for name, value in wanted.items() if value not in {None, ""}}
    if OF_THE_RELAY & given.keys():
        return []
    rows = _direct_deliveries().filter(**{COLUMNS[name]: given[name] for name in COLUMNS & given.keys()})
    if "trans_id" in given:
        rows = rows.filter(trans_id__in=_parse_trans_id(given["trans_id"]))
    if "recipient" in given:
        rows = rows.filter(pk__in=Message.objects.filter(mailbox__holder=given["recipient"]).values("delivery"))
    if not INDEXED & given.keys():
        newest = Delivery.objects.aggregate(newest=Max("pk"))["newest"] or 0
        rows = rows.filter(pk__gt=newest - MAX_SCANNED)
    return _with_messages(rows.order_by("-pk")[:MAX_LISTED])


def load_direct_letter(trans_id: uuid.UUID) -> DirectLetter | None:
    """The letter with the receipt number; None: there is none, or the relay carried it."""
    found = _with_messages(_direct_deliveries().filter(trans_id=trans_id))
    return found[0] if found else None


def _direct_deliveries() -> QuerySet[Delivery]:
    """Deliveries that another organisation than the relay made, and that no leg of the relay's became.

    The relay gives its letters' trace to the operator, so the leg is found by that.
    """
    same_recipient = Q(recipient=OuterRef("recipient")) | Q(distribution__kind=Distribution.Kind.NOTIFICATION)
    legs = Leg.objects.filter(
        same_recipient, distribution__trace=OuterRef("trace"), operator=OuterRef("operator__name")
    )
    others = Delivery.objects.exclude(dispatcher__in=_relays()).filter(~Exists(legs))
    return others.select_related("operator").defer("sealed_xml")


def _relays() -> list[str]:
    try:
        return [register.relay_identity().organisation.value]
    except LookupError:
        # A host that only shows pages may be without the relay's certificate.
        return []


def _with_messages(rows: QuerySet[Delivery]) -> list[DirectLetter]:
    deliveries = list(rows)
    messages = {delivery.pk: _messages_of(delivery) for delivery in deliveries}
    names = names_of({message.mailbox.holder for each in messages.values() for message in each})
    return [DirectLetter(delivery, messages[delivery.pk], names) for delivery in deliveries]


def _messages_of(delivery: Delivery) -> list[Message]:
    rows = Message.objects.filter(delivery=delivery).select_related("mailbox__operator")
    return list(
        rows.defer("body", "shown_html").prefetch_related("announcements").order_by("position")[:MAX_MESSAGES]
    )


def _parse_trans_id(text: str) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(text)]
    except ValueError:
        return []
