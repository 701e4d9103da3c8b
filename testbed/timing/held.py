"""Letters that are held: listed, and released one by one or together."""

from django.db.models import QuerySet

from formedlare import scheduling
from formedlare.lanes import timing
from formedlare.models import Leg
from infra.errors import NotFound


def held_letters(lane: str = "", label: str = "") -> QuerySet[Leg]:
    """The letters of the run that are held before the lane; without lane or run, all. The longest held first."""
    legs = timing.held_legs().select_related("distribution")
    if lane:
        legs = legs.filter(lane=timing.LaneEntry(is_held=True).lane(lane))
    return legs.filter(distribution__label=label) if label else legs


def held_letter(key: int, label: str = "") -> Leg:
    """Find one letter that is held, of the run with that label if one is given.

    Raises:
        NotFound: none with this key is held.
    """
    found = held_letters(label=label).filter(pk=key).first()
    if found is None:
        raise NotFound(f"Inget brev {key} hålls.", f"No letter {key} is held.", slug="held-letter-unknown")
    return found


def release_letters(lane: str = "", label: str = "", most: int | None = None) -> list[Leg]:
    """Release at most so many letters, the longest held first. Returns those that were released."""
    released = [leg for leg in held_letters(lane, label)[:most] if timing.release_leg(leg)]
    if released:
        scheduling.wake_lanes()
    return released


def release_one(leg: Leg) -> bool:
    """Release one letter. False: it is not held any more."""
    is_released = timing.release_leg(leg)
    scheduling.wake_lanes()
    return is_released
