"""Whether the messages are as many as a test demands, and how they differ where they are not."""

from dataclasses import dataclass

from infra.texts import Text
from testbed.messages import search
from testbed.messages.search import MessageFilter


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
        if self.at_most is None:
            return Text(f"minst {self.at_least}", f"at least {self.at_least}")
        return Text(f"exakt {self.at_least}", f"exactly {self.at_least}")

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
    found = search.matching_messages(wanted).count()
    if demand.is_met_by(found):
        return DemandVerdict(holds=True, found=found, difference=None)
    return DemandVerdict(holds=False, found=found, difference=_DIFFERENCE.format(demand=demand.text, found=found))


_DIFFERENCE = Text(
    "{demand} meddelanden skulle motsvara filtret; {found} gör det.",
    "{demand} messages should match the filter; {found} do.",
)
