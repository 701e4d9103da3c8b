"""Whether the messages are as many as a test demands, and how they differ where they are not."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from infra import clock
from infra.texts import Text, join_texts
from mailbox_operator.models import Message
from testbed.messages import search
from testbed.messages.search import MessageFilter
from testbed.waiting.explanations.differences import mask_recipient, quote_value

NAMED: Final = 3
"""Messages that are told of, the newest."""
ONE: Final = Text("meddelande", "message")
SEVERAL: Final = Text("meddelanden", "messages")
EXACTLY: Final = Text("exakt", "exactly")
AT_LEAST: Final = Text("minst", "at least")
DIFFERENCE: Final = Text(
    "{demand} skulle motsvara filtret; {found} gör det", "{demand} should match the filter; {found} {do}"
)
NEWEST: Final = Text(", de nyaste: ", ", the newest: ")
MESSAGE: Final = Text(
    "{subject} från {sender} till {recipient} hos {operator} {at}",
    "{subject} from {sender} to {recipient} at {operator}, {at}",
)


@dataclass(frozen=True)
class Demand:
    """The number of messages that a test demands."""

    at_least: int
    at_most: int | None = None
    """None: any number more."""

    @classmethod
    def exactly(cls, count: int) -> "Demand":
        return cls(count, count)

    @property
    def text(self) -> Text:
        """So many messages, in words."""
        if self.at_most == 0:
            return Text("inget meddelande", "no message")
        words = ONE if self.at_least == 1 else SEVERAL
        return (AT_LEAST if self.at_most is None else EXACTLY) + f" {self.at_least} " + words

    def is_met_by(self, found: int) -> bool:
        return found >= self.at_least and (self.at_most is None or found <= self.at_most)


@dataclass(frozen=True)
class DemandVerdict:
    holds: bool
    found: int
    difference: Text | None
    """How it differs from what was demanded; None: it does not."""


def verify_messages(wanted: MessageFilter, demand: Demand) -> DemandVerdict:
    """Count the messages that match, as they are now."""
    matching = search.matching_messages(wanted)
    found = matching.count()
    if demand.is_met_by(found):
        return DemandVerdict(holds=True, found=found, difference=None)
    difference = DIFFERENCE.format(demand=demand.text, found=found, do="does" if found == 1 else "do")
    return DemandVerdict(holds=False, found=found, difference=difference + _newest_of(matching, found))


def _newest_of(matching: QuerySet[Message], found: int) -> Text:
    """The newest of those that match, in words; the readers look for the one too many."""
    if not found:
        return Text.same(".")
    named = [_name_message(message) for message in search.as_shown(matching)[:NAMED]]
    more = NEWEST if found > NAMED else Text.same(": ")
    return more + join_texts("; ", named) + "."


def _name_message(message: Message) -> Text:
    return MESSAGE.format(
        subject=quote_value(message.subject),
        sender=message.delivery.sender_name or message.delivery.sender,
        recipient=mask_recipient(message.mailbox.holder),
        operator=message.mailbox.operator.name,
        at=f"{message.received_at.astimezone(clock.SWEDEN):%Y-%m-%d %H:%M:%S}",
    )
