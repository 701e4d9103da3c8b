"""Stores a reply to the mail in the transaction that ends its letter, so that no bounce is ever lost.

Source: RFC 3461, 4.1 (failures are always reported, success if asked).
"""

import logging
from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction

from formedlare import legs
from formedlare.legs import State
from formedlare.models import Distribution, Leg
from infra import clock
from infra.queue.wakeups import WakeupSender
from infra.texts import EMPTY, Text
from sender.leg_origins import may_have_origin
from sender.office.models import OfficeMail, OfficeReply
from sender.office.replies import wording

logger = logging.getLogger(__name__)

SEND_TASK: Final = "sender.office.send_replies"
wakeups = WakeupSender(SEND_TASK)
"""Tells the queue which mails have a reply that is due."""

NOT_WRITTEN: Final = Text(
    "Svaret kunde inte skrivas ({problem}). Loggen säger mer.",
    "The reply could not be written ({problem}). The log says more.",
)


def follow_legs() -> None:
    """Store replies to mails from here on, as their legs end."""
    legs.moved.connect(_store_replies, sender=Leg, dispatch_uid="office replies")


def _store_replies(legs: Sequence[Leg], state: State, **_: Any) -> None:  # the signal's name for them
    if state not in {State.FAILED, State.DELIVERED, State.PRINTED}:
        return
    mine = {leg.distribution_id: leg for leg in legs if may_have_origin(leg, Distribution.Origin.OFFICE)}
    if not mine:
        return
    mails = OfficeMail.objects.filter(distribution__in=mine)
    if state != State.FAILED:
        mails = mails.filter(receipt=True)
    replies = [_make_reply(mail, mine[mail.distribution_id], state) for mail in mails]
    OfficeReply.objects.bulk_create(replies, ignore_conflicts=True)
    if replies:
        transaction.on_commit(lambda: wakeups.add(*(reply.mail_id for reply in replies)))


def _make_reply(mail: OfficeMail, leg: Leg, state: State) -> OfficeReply:
    now = clock.now()
    reply = OfficeReply(
        mail=mail,
        kind=OfficeReply.Kind.BOUNCE if state == State.FAILED else OfficeReply.Kind.RECEIPT,
        printed=state == State.PRINTED,
        reason=wording.list_reasons(leg.passed_over, leg.reason) if state == State.FAILED else EMPTY,
        channel=OfficeReply.Channel.EMAIL,
        address=mail.address,
        created_at=now,
        due_at=now,
    )
    try:
        reply.subject, reply.text = wording.write_subject(reply), wording.write_body(reply, leg)
    except Exception as problem:
        # Kept and named: an error here must not hold back the letters that end in the same transaction.
        logger.exception("The reply to mail %s could not be written", mail.pk)
        reply.state = OfficeReply.State.FAILED
        reply.last_error = NOT_WRITTEN.format(problem=type(problem).__name__)
    return reply
