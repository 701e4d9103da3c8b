"""How long and how often a sender's deliveries are tried: the retry plan.

Source: features.md, the relay.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from formedlare.models import SenderPlan
from formedlare.sender_settings.registered_senders import require_registered
from infra.database.write_transaction import write_transaction
from infra.hooks import runs
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues, NumberLimits, require_limits

LIMITS: Final[Mapping[str, NumberLimits]] = {
    "deadline_minutes": NumberLimits(1, 365 * 24 * 60),
    "first_pause_seconds": NumberLimits(1, 24 * 3_600),
    "longest_pause_seconds": NumberLimits(1, 24 * 3_600),
}
SHRINKING_PAUSES: Final = Text(
    "får inte vara kortare än den första pausen", "must not be shorter than the first pause"
)


@dataclass(frozen=True)
class Plan:
    """Pauses double from the first to the longest, until the deadline has passed."""

    deadline_minutes: int
    """From when the delivery was received until Mina meddelanden is given up for it."""
    first_pause_seconds: int
    longest_pause_seconds: int


def plan_of(sender: str, label: str) -> SenderPlan:
    """The plan for the sender's letters with this label; the default one, not stored, where there is none."""
    plans = SenderPlan.objects.filter(sender=sender, label__in=("", label))
    # What a run has set comes before what is set for all.
    return plans.order_by("-label").first() or SenderPlan(sender=sender)


def set_plan(sender: str, plan: Plan) -> SenderPlan:
    """Change the sender's plan, within a run for the run's letters. Deliveries under way keep their deadline.

    Raises:
        InvalidValues: a number is outside its limits, or the longest pause is shorter than the first.
        SenderNotRegistered: FaR has no such sender.
    """
    require_possible(plan)
    require_registered(sender)
    with write_transaction():
        label = runs.label_to_set_for(sender, runs.ItemKind.ACTOR)
        runs.note_creation(runs.ItemKind.PLAN, sender)
        stored, _ = SenderPlan.objects.update_or_create(sender=sender, label=label, defaults=asdict(plan))
    return stored


def require_possible(plan: Plan) -> None:
    """Return if such a plan can be kept.

    Raises:
        InvalidValues: as set_plan.
    """
    require_limits(asdict(plan), LIMITS)
    if plan.longest_pause_seconds < plan.first_pause_seconds:
        raise InvalidValues([InvalidValue(("longest_pause_seconds",), SHRINKING_PAUSES)])
