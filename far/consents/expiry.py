"""Consents whose last day has passed. They end at midnight in Sweden, whenever that is noticed."""

from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet

from far.consents.states import TRANSITIONS, Ending, State
from far.models import Consent
from infra import clock
from infra.database.sqlite_write_lock import writing


def in_force(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Those that may be used today."""
    return consents.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()), state=State.ACTIVE)


def end_expired() -> int:
    """Record the end of all whose last day has passed. Returns how many.

    Each list and each change calls this first, so that an expired consent is never seen as open and never stands
    in the way of a new one.
    """
    expired = Consent.objects.filter(ends_on__lt=clock.today()).exclude(state=State.ENDED)
    if not expired.exists():
        return 0
    with writing():
        return sum(_end(consent) for consent in expired)


def _end(consent: Consent) -> int:
    assert consent.ends_on is not None, "it has expired"
    midnight = datetime.combine(consent.ends_on + timedelta(days=1), time.min, clock.SWEDEN)
    return TRANSITIONS.move_rows(
        Consent.objects.filter(pk=consent.pk),
        State(consent.state),
        State.ENDED,
        ending=Ending.EXPIRED,
        ended_at=midnight,
    )
