"""Wait for messages in mailboxes, and say what lay closest where they did not come."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import BooleanField, Case, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable

from infra.texts import Text
from mailbox_operator.models import Message
from testbed.messages import search
from testbed.messages.search import COLUMNS, MessageFilter
from testbed.waiting.explanations.differences import UnmetFilter, describe_closest, mask_recipient, quote_value
from testbed.waiting.watching.facts import FactSource
from testbed.waiting.watching.found_rows import FoundRows, found_rows_of
from testbed.waiting.watching.watch import Waiter

SOURCE: Final = FactSource(
    Message,
    {
        name: COLUMNS[name]
        for name in ("label", "trace", "kind", "sender", "relay", "recipient", "operator", "subject", "reference")
    },
)
CHANGING: Final = frozenset({"read"})
"""Filters with an answer that changes without a new message."""
WHICH: Final = Text("meddelandet {subject} till {recipient}", "the message {subject} to {recipient}")
LOOKED_THROUGH: Final = 2_000
"""The newest messages, of which the closest is chosen."""


def waiter_for(wanted: MessageFilter, count: int) -> Waiter[FoundRows]:
    """Waits for so many messages, newest first."""

    def look() -> FoundRows | None:
        return found_rows_of(search.matching_messages(wanted).values_list("pk", flat=True)[:count], count)

    looks_always = bool(CHANGING & wanted.given.keys())
    return Waiter(look, [SOURCE], wanted.given, looks_always, question=(wanted, count))


@dataclass(frozen=True)
class Closest:
    """The message that meets the most filters, of those that do not meet all."""

    message: Message
    differences: Sequence[UnmetFilter]

    @property
    def words(self) -> Text:
        """Which message it is, and how it differs."""
        message = self.message
        what = WHICH.format(subject=quote_value(message.subject), recipient=mask_recipient(message.mailbox.holder))
        return describe_closest(what, self.differences)


def closest_to(wanted: MessageFilter) -> Closest | None:
    """The newest message that meets the most filters, within the same run. None: there is none.

    Where no run is named, one that meets no filter is a stranger's, and not close.
    """
    conditions = wanted.conditions
    run = conditions.pop("label", None)
    if not conditions:
        return None
    newest = SOURCE.newest_key()
    rows = search.as_shown(Message.objects.filter(run or Q(), pk__gt=newest - LOOKED_THROUGH))
    rows = rows.annotate(**{_mark(name): _holds(condition) for name, condition in conditions.items()})
    rows = rows.annotate(met=_sum(Case(When(condition, then=1), default=0) for condition in conditions.values()))
    found = rows.filter(met__gte=0 if run else 1, met__lt=len(conditions)).order_by("-met", "-pk").first()
    return Closest(found, _differences(found, wanted, conditions)) if found else None


def _holds(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def _sum(parts: Any) -> Combinable:
    total: Combinable = Value(0, output_field=IntegerField())
    for part in parts:
        total = total + part
    return total


def _mark(name: str) -> str:
    return f"meets_{name}"


def _differences(found: Message, wanted: MessageFilter, conditions: Mapping[str, Q]) -> list[UnmetFilter]:
    failed = [name for name in conditions if not getattr(found, _mark(name))]
    return [UnmetFilter(name, wanted.given[name], _VALUES[name](found)) for name in failed]


_VALUES: Final[Mapping[str, Callable[[Message], Any]]] = {
    "trace": lambda message: message.delivery.trace,
    "trans_id": lambda message: message.delivery.trans_id,
    "kind": lambda message: message.delivery.kind,
    "sender": lambda message: message.delivery.sender,
    "relay": lambda message: message.delivery.dispatcher,
    "reference": lambda message: message.delivery.reference,
    "correlation_id": lambda message: message.delivery.correlation_id,
    "recipient": lambda message: message.mailbox.holder,
    "operator": lambda message: message.mailbox.operator.name,
    "subject": lambda message: message.subject,
    "text": lambda message: message.subject,
    "sender_message_id": lambda message: message.sender_message_id,
    "attachment": lambda message: ", ".join(file.filename for file in message.attachments.all()),
    "read": lambda message: message.read_at is not None,
    "received_after": lambda message: message.received_at,
    "received_before": lambda message: message.received_at,
}
"""What a message has, by the name of the filter that asks for it."""
