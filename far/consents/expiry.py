"""Consents that end by themselves: the last day or the time to sign has passed, or the account is gone.

The time to sign applies to the end of a consent, too: it stays in force then.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from far.consents.state_log import log_state
from far.consents.states import TRANSITIONS, Ending, State
from far.models import Account, Consent, ConsentSignature
from far.supervision import CLOCK
from infra import clock
from infra.database.write_transaction import write_transaction

Purpose = ConsentSignature.Purpose


def in_force(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Those that may be used today."""
    return consents.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()), state=State.ACTIVE)


def end_overdue() -> int:
    """Record the end of all that have ended by themselves. Returns how many.

    Each list and each change calls this first, so that such a consent is never seen as open and never stands in
    the way of a new one.
    """
    is_open = Consent.objects.exclude(state=State.ENDED)
    expired = is_open.filter(ends_on__lt=clock.today())
    unsigned = is_open.filter(state=State.SIGNING_INCOMPLETE, created_at__lte=clock.now() - time_to_sign())
    # An operator that leaves ends many accounts at once, without a look at their consents.
    orphaned = is_open.filter(~Exists(Account.objects.filter(recipient=OuterRef("account"))))
    _withdraw_overdue_ends()
    if not any(rows.exists() for rows in (expired, unsigned, orphaned)):
        return 0
    with write_transaction():
        ended = sum(_end(each, Ending.EXPIRED, _midnight_after(each)) for each in expired)
        ended += sum(_end(each, Ending.NOT_SIGNED, each.created_at + time_to_sign()) for each in unsigned)
        return ended + end_closed(orphaned)


def withdraw_end(consent: Consent, *, actor: str | None = None) -> None:
    """Let a consent stay in force of which not all have signed the end. Call it in a transaction."""
    consent.signatures.filter(purpose=Purpose.END).delete()
    consent.ending_text = ""
    consent.save(update_fields=["ending_text"])
    log_state(consent, State(consent.state), {"end_withdrawn": True}, actor=actor)


def _withdraw_overdue_ends() -> None:
    """Withdraw the ends that have waited too long for signatures, counted from the first one."""
    too_old = Q(signatures__purpose=Purpose.END, signatures__signed_at__lte=clock.now() - time_to_sign())
    overdue = Consent.objects.filter(too_old, state=State.ACTIVE)
    if not overdue.exists():
        return
    with write_transaction():
        # One that is completed at this moment has ended when the lock is had.
        locked = Consent.objects.select_for_update().filter(pk__in=overdue.values("pk"), state=State.ACTIVE)
        for consent in locked:
            withdraw_end(consent, actor=CLOCK)


def end_closed(consents: Iterable[Consent]) -> int:
    """End the consents to accounts that are closed. Returns how many."""
    return sum(_end(each, Ending.ACCOUNT_CLOSED, clock.now()) for each in consents)


def _end(consent: Consent, reason: Ending, moment: datetime) -> int:
    rows = Consent.objects.filter(pk=consent.pk)
    log_state(consent, State.ENDED, {"ending": reason}, actor=CLOCK)
    return TRANSITIONS.move_rows(rows, State(consent.state), State.ENDED, ending=reason, ended_at=moment)


def _midnight_after(consent: Consent) -> datetime:
    """When the last day ended in Sweden, whenever that is noticed."""
    assert consent.ends_on is not None, "it has expired"
    return clock.midnight(consent.ends_on + timedelta(days=1))


def time_to_sign() -> timedelta:
    """How long a consent waits for the signatures that it lacks. Source: setting MM_PENDING_HOURS."""
    return timedelta(hours=settings.PENDING_HOURS)
