"""Letters that are held: listed, and released one by one or together."""

from django.db.models import QuerySet

from formedlare import scheduling, timing
from formedlare.models import Leg
from infra.errors import NotFound


def held_letters(lane: str = "", label: str = "") -> QuerySet[Leg]:
    """Those that are held before the lane, of the run; without them all. The longest held first."""
    legs = timing.held_legs().select_related("distribution")
    if lane:
        legs = legs.filter(lane=timing.LaneEntry(is_held=True).lane(lane))
    return legs.filter(distribution__label=label) if label else legs


def held_letter(key: int) -> Leg:
    """One of them.

    Raises:
        NotFound: none with this key is held.
    """
    found = held_letters().filter(pk=key).first()
    if found is None:
        raise NotFound(f"Inget brev {key} hålls.", f"No letter {key} is held.", slug="held-letter-unknown")
    return found


def release_letters(lane: str = "", label: str = "", most: int | None = None) -> list[Leg]:
    """Let them go on, at most so many, the longest held first. Returns those that were released."""
    released = [leg for leg in held_letters(lane, label)[:most] if timing.release_leg(leg)]
    if released:
        scheduling.wake_lanes()
    return released


def release_one(leg: Leg) -> bool:
    """Let one go on. False: it is not held any more."""
    is_released = timing.release_leg(leg)
    scheduling.wake_lanes()
    return is_released
