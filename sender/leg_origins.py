"""Which of the relay's letters came from an app of the sender's side."""

from formedlare.models import Distribution, Leg


def may_have_origin(leg: Leg, origin: Distribution.Origin) -> bool:
    """Whether the leg's letter may have come that way.

    Only what has been read already is looked at: it must not cost a query for each leg of a print run.
    """
    return not Leg.distribution.is_cached(leg) or leg.distribution.origin == origin
