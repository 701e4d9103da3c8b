"""Which earlier letter a leg waits for: those of one case arrive in the order in which they came in."""

from collections.abc import Iterable

from django.db.models import Min

from formedlare.models import Leg
from formedlare.models.channel import LOOKUP_LANE


def waits_for(legs: Iterable[Leg]) -> dict[int, Leg]:
    """By primary key, of each leg that is held back: the earlier leg, with its delivery, that goes first.

    Where several must arrive before it, the first in turn. To be looked up a leg waits for none.
    """
    keys = {leg.pk: leg.order_key for leg in legs if leg.order_key and leg.lane != LOOKUP_LANE}
    if not keys:
        return {}
    unfinished = Leg.objects.filter(order_key__in=set(keys.values()))
    first = dict(unfinished.values_list("order_key").annotate(Min("pk")).order_by())
    before = Leg.objects.select_related("distribution").in_bulk(set(first.values()))
    found = {pk: before.get(first.get(key)) for pk, key in keys.items()}
    return {pk: earlier for pk, earlier in found.items() if earlier is not None and earlier.pk != pk}
